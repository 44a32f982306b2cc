import { siegeMutants } from './besieged.ts'
import { bookingMutants } from './booking.ts'
import { circuitMutants } from './circuits.ts'
import { intrudingMutants } from './intruding.ts'
import { knownSilenceMutants } from './known-silence.ts'
import { limitMutants } from './limits.ts'
import type { Mutant } from './mutant.ts'
import { outcomeMutants } from './outcomes.ts'
import { phoneMutants } from './phones.ts'
import { receivingMutants } from './receiving.ts'
import { reservationMutants } from './reservations.ts'
import { sendingMutants } from './sending.ts'
import { silenceMutants } from './silence.ts'
import { storingMutants } from './storing.ts'
import { tellingMutants } from './telling.ts'
import { turnMutants } from './turns.ts'
import { waitingMutants } from './waiting.ts'

/**
 * All mutants. Each is found for a different reason: if several defects differ only in a constant, or are found by the same schedule, only
 * one of them is included.
 *
 * Five more were left out. Each removes a second line of defence that no run of 20,000 schedules needed. Other tests cover them:
 * - Writing an outcome with another process's token, releasing another process's claim, and releasing a settled claim: a timeout ends each
 *   process long before another one touches its claim. The contract test of the stores covers these three.
 * - Sending a reply whose reservation is gone: a reservation in use is never taken back, so this happens only if a sender's record is
 *   deleted by hand. A test of send-reply covers it.
 * - Letting an unbooked reply expire too early: a booking is always recorded, unless the record changes at that very moment. A test of
 *   receive-sms covers it.
 */
export const allMutants: readonly Mutant[] = [
  ...limitMutants,
  ...silenceMutants,
  ...receivingMutants,
  ...tellingMutants,
  ...reservationMutants,
  ...knownSilenceMutants,
  ...bookingMutants,
  ...turnMutants,
  ...siegeMutants,
  ...waitingMutants,
  ...sendingMutants,
  ...circuitMutants,
  ...phoneMutants,
  ...outcomeMutants,
  ...storingMutants,
  ...intrudingMutants,
]
