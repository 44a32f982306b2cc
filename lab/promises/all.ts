import { blocks } from './blocks.ts'
import { bookings } from './bookings.ts'
import { budget } from './budget.ts'
import { answers, endings } from './endings.ts'
import { limits, oneReply } from './limits.ts'
import { optOut } from './opt-out.ts'
import { outcomes } from './outcomes.ts'
import { pace } from './pace.ts'
import type { Invariant, Mutant, Promised } from './promise.ts'
import { removals } from './removals.ts'
import { rush } from './rush.ts'
import { forgeries, privacy } from './security.ts'
import { dueTimes, phone } from './sending.ts'
import { siege } from './siege.ts'
import { silence } from './silence.ts'

/** All promises. Those that would be worst to break come first. */
export const promises: readonly Promised[] = [
  oneReply,
  limits,
  budget,
  dueTimes,
  forgeries,
  bookings,
  phone,
  pace,
  answers,
  silence,
  removals,
  endings,
  outcomes,
  rush,
  siege,
  blocks,
  optOut,
  privacy,
]

/** All invariants, in the order in which a run is judged. */
export const invariants: readonly Invariant[] = promises.flatMap((promised) => promised.invariants)

/**
 * All mutants. Each stands for a kind of defect: if several defects break the same invariant in the same way, only one of them is included.
 *
 * Defects that only remove a second line of defence are left out, because no run of 20,000 schedules needed it. Other tests cover them:
 * - Writing an outcome with another process's token, releasing another process's claim, and releasing a settled claim: a timeout ends each
 *   process long before another one touches its claim. The contract test of the stores covers these three.
 * - Sending a reply whose promise is gone: this happens only if a sender is forgotten by hand. A test of send-reply covers it.
 */
export const mutants: readonly Mutant[] = promises.flatMap((promised) => promised.mutants)
