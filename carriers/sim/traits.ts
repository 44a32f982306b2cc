import type { CarrierTraits } from '../carrier-traits.ts'

/** A SIM in a phone that runs httpSMS. */
export const sim: CarrierTraits = {
  addressPrefix: '',
  paid: false,
  billsParts: false,
  takesCalls: true,
  ownCountryOnly: false,
}
