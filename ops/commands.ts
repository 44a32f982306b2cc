import { attachCommand } from './commands/attach.ts'
import { blockCommand } from './commands/block.ts'
import { cancelPendingCommand } from './commands/cancel-pending.ts'
import { cardCommand } from './commands/card.ts'
import { costCommand } from './commands/cost.ts'
import { deadLettersCommand } from './commands/dead-letters.ts'
import { doctorCommand } from './commands/doctor.ts'
import { forgetCommand } from './commands/forget.ts'
import { logsCommand } from './commands/logs.ts'
import { lookupsCommand } from './commands/lookups.ts'
import { optInCommand } from './commands/opt-in.ts'
import { pauseCommand } from './commands/pause.ts'
import { rehearseCommand } from './commands/rehearse.ts'
import { resumeCommand } from './commands/resume.ts'
import { showCommand } from './commands/show.ts'
import { statusCommand } from './commands/status.ts'
import { tryCommand } from './commands/try.ts'
import { unblockCommand } from './commands/unblock.ts'

/** Every command, in the order in which help lists them. */
export const commands = [
  statusCommand,
  pauseCommand,
  resumeCommand,
  showCommand,
  blockCommand,
  unblockCommand,
  optInCommand,
  forgetCommand,
  cancelPendingCommand,
  deadLettersCommand,
  logsCommand,
  lookupsCommand,
  tryCommand,
  costCommand,
  attachCommand,
  doctorCommand,
  rehearseCommand,
  cardCommand,
] as const
