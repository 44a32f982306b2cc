import type { Carrier } from '../shared/ports.ts'
import type { Config } from '../shared/rules/config.ts'
import { createAws } from './aws/functions.ts'
import type { CarrierName } from './registry.ts'
import { createSim } from './sim/functions.ts'
import { createWhatsApp } from './whatsapp/functions.ts'

const creators: Readonly<Record<CarrierName, (now: () => number) => Carrier>> = {
  aws: createAws,
  sim: createSim,
  whatsapp: createWhatsApp,
}

/** Creates the carriers of a deployment's lines. Others are left out, because the function's environment has no variables for them. */
export const createCarriers = (
  { lines }: Pick<Config, 'lines'>,
  now: () => number,
): Readonly<Partial<Record<CarrierName, Carrier>>> => {
  const names = new Set(lines.map(({ carrier }) => carrier))
  return Object.fromEntries([...names].map((name) => [name, creators[name](now)]))
}
