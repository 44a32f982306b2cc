import { beats } from './beats.ts'
import { blocks } from './blocks.ts'
import { bookings } from './bookings.ts'
import { budget } from './budget.ts'
import { answers, endings } from './endings.ts'
import type { Invariant } from './invariant.ts'
import { limits, oneReply } from './limits.ts'
import { optOut } from './opt-out.ts'
import { outcomes } from './outcomes.ts'
import { pace } from './pace.ts'
import { forgeries, privacy } from './security.ts'
import { dueTimes, presence } from './sending.ts'
import { silence } from './silence.ts'
import { waiting } from './waiting.ts'

const gravest = [oneReply, limits, budget, dueTimes, forgeries, bookings, presence, pace, answers, beats]
const others = [silence, endings, outcomes, waiting, blocks, optOut, privacy]

/** All invariants, in the order in which a run is judged: what would be worst to break comes first. */
export const invariants: readonly Invariant[] = [gravest, others].flat(2)
