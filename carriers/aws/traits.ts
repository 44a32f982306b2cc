import type { CarrierTraits } from '../index.ts'

/** Numbers that AWS rents out through End User Messaging. */
export const aws: CarrierTraits = {
  addressPrefix: '',
  paid: true,
  billsParts: true,
  takesCalls: false,
  ownCountryOnly: true,
  pacedBy: 'account',
}
