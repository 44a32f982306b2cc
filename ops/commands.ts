import { blockCommand } from './commands/block.ts'
import { forgetCommand } from './commands/forget.ts'
import { pauseCommand } from './commands/pause.ts'
import { resumeCommand } from './commands/resume.ts'
import { showCommand } from './commands/show.ts'
import { statusCommand } from './commands/status.ts'
import { unblockCommand } from './commands/unblock.ts'

/** Every command, in the order in which help lists them. */
export const commands = [
  statusCommand,
  pauseCommand,
  resumeCommand,
  showCommand,
  blockCommand,
  unblockCommand,
  forgetCommand,
] as const
