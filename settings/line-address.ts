import { type CarrierName, carriers } from '../carriers/registry.ts'

/** What functions and tools call a line that has this number: one number may be a line of several carriers. */
export const addressOf = ({ carrier }: { readonly carrier: CarrierName }, number: string): string =>
  `${carriers[carrier].addressPrefix}${number}`
