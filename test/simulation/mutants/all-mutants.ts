import { bookingMutants } from './booking.ts'
import { decidingMutants } from './deciding.ts'
import type { Mutant } from './mutant.ts'
import { receivingMutants } from './receiving.ts'
import { sendingMutants } from './sending.ts'
import { storingMutants } from './storing.ts'

export const allMutants: readonly Mutant[] = [
  ...decidingMutants,
  ...receivingMutants,
  ...bookingMutants,
  ...sendingMutants,
  ...storingMutants,
]
