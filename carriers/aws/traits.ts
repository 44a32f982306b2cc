import type { CarrierTraits } from '../carrier-traits.ts'

/** Numbers that AWS rents out, by its End User Messaging. */
export const aws: CarrierTraits = { billsParts: true, takesCalls: false, ownCountryOnly: true }
