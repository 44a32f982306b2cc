import { readFileSync } from 'node:fs'
import type { Plugin } from 'esbuild'

import { type CarrierName, carrierNames } from '../carriers/registry.ts'
import { withoutCarrier } from './registrations.ts'

/** Makes esbuild leave out code that only other carriers need, by removing these carriers from the registries that run on Lambda. */
export const onlyCarriers = (carriers: readonly CarrierName[]): Plugin => {
  const absent = carrierNames.filter((name) => !carriers.includes(name))
  return {
    name: 'only carriers',
    setup: ({ onLoad }) => {
      onLoad({ filter: /[\\/]carriers[\\/](functions|inbound)\.ts$/ }, ({ path }) => ({
        contents: absent.reduce(withoutCarrier, readFileSync(path, 'utf8')),
        loader: 'ts',
      }))
    },
  }
}
