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
 * All mutants. Each is found for a different reason: of several defects that differ only in a constant, or that the same schedule finds,
 * only one is included.
 *
 * Five more were left out. They remove a second line of defence, which 20,000 schedules never needed, and other tests cover them:
 * - An outcome written under another process's token, another process's claim released, and a settled claim released: timeouts end a
 *   process long before others touch its claim. The contract of the stores covers these three.
 * - A reply sent without its reservation: no reservation that is in use is taken back, so this takes a sender's record that is deleted by
 *   hand. A test of send-reply covers it.
 * - An unbooked reply that ends too early: a booking is noted unless the record changes at that very moment. A test of receive-sms covers
 *   it.
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
