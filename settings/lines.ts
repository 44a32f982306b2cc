import { type CarrierName, carrierNames, carriers } from '../carriers/index.ts'
import type { Settings } from './schema.ts'

/**
 * The address by which functions and tools know a line. It is not just the number, because one number may be a line of several carriers.
 */
export const addressOf = ({ carrier }: { readonly carrier: CarrierName }, number: string): string =>
  `${carriers[carrier].addressPrefix}${number}`

/** The carriers of a stage's lines, each once. */
export const carriersOf = ({ lines }: Pick<Settings, 'lines'>): readonly CarrierName[] =>
  carrierNames.filter((name) => lines.some(({ carrier }) => carrier === name))

/** Whether one of the carriers bills replies by the part, as AWS does with SMS. */
export const billsParts = (names: readonly CarrierName[]): boolean => names.some((name) => carriers[name].billsParts)
