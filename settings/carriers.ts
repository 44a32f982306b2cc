import { type CarrierName, carrierNames } from '../carriers/registry.ts'
import type { Settings } from './schema.ts'

/** The carriers of a stage's lines, each once. */
export const carriersOf = ({ lines }: Pick<Settings, 'lines'>): readonly CarrierName[] =>
  carrierNames.filter((name) => lines.some(({ carrier }) => carrier === name))
