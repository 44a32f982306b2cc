import { type CarrierName, carrierNames } from '../carriers/registry.ts'
import type { Settings } from './schema.ts'

/** What carries the lines of a stage. */
export const carriersOf = ({ lines }: Pick<Settings, 'lines'>): readonly CarrierName[] =>
  carrierNames.filter((name) => lines.some(({ carrier }) => carrier === name))
