import { readFileSync } from 'node:fs'
import type { Plugin } from 'esbuild'

import { type CarrierName, carrierNames } from '../carriers/registry.ts'

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

/** An import from a carrier's folder, with the line break after it. */
const importFrom = (carrier: string) =>
  new RegExp(`^import (?:type )?\\{([^}]*)\\} from '\\./${carrier}/[^']*'\\n`, 'gm')

/**
 * Removes a carrier from the source of a registry: the imports from its folder, and the one property or spread for each imported name.
 * Throws if a name is used for anything else.
 */
export const withoutCarrier = (registry: string, carrier: string): string => {
  const imports = importFrom(carrier)
  const names = [...registry.matchAll(imports)].flatMap(([, list = '']) => list.split(',').flatMap(localName))
  const left = names.reduce(withoutEntry, registry.replaceAll(imports, ''))
  const used = names.find((name) => new RegExp(`\\b${name}\\b`).test(left))
  if (used !== undefined) throw new Error(`${used} of ${carrier} is more than a property or a spread.`)
  return left
}

const localName = (imported: string): readonly string[] => {
  const [name] = imported
    .replace(/^\s*type /, '')
    .split(' as ')
    .toReversed()
  return name === undefined || name.trim() === '' ? [] : [name.trim()]
}

/** Removes each `sim: simTraits`, `...simShape` or `sim`, with the comma after it, or before it if it is the last. */
const withoutEntry = (registry: string, name: string): string => {
  const entry = `(?:\\.\\.\\.|[\\w'-]+: )?${name}`
  return registry
    .replaceAll(new RegExp(`(?<=[{[,]\\s*)${entry},\\s*`, 'g'), '')
    .replaceAll(new RegExp(`(?:,\\s*|(?<=[{[]\\s*))${entry}(?=\\s*[}\\]])`, 'g'), '')
}
