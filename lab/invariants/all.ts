import { blocks } from './blocks.ts'
import { bookings } from './bookings.ts'
import { budget } from './budget.ts'
import { answers, endings } from './endings.ts'
import type { Invariant } from './invariant.ts'
import { limits, oneReply } from './limits.ts'
import { optOut } from './opt-out.ts'
import { outcomes } from './outcomes.ts'
import { pace } from './pace.ts'
import { rush } from './rush.ts'
import { forgeries, privacy } from './security.ts'
import { dueTimes, presence } from './sending.ts'
import { siege } from './siege.ts'
import { silence } from './silence.ts'

/** All invariants, in the order in which a run is judged. Those that would be worst to break come first. */
export const invariants: readonly Invariant[] = [
  oneReply,
  limits,
  budget,
  dueTimes,
  forgeries,
  bookings,
  presence,
  pace,
  answers,
  silence,
  endings,
  outcomes,
  rush,
  siege,
  blocks,
  optOut,
  privacy,
].flat()
