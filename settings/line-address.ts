import { type CarrierName, carriers } from '../carriers/registry.ts'

/**
 * The address by which functions and tools know a line. It is not just the number, because one number may be a line of several carriers.
 */
export const addressOf = ({ carrier }: { readonly carrier: CarrierName }, number: string): string =>
  `${carriers[carrier].addressPrefix}${number}`
