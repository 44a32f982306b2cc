import { execSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { carrierNames } from '../carriers/index.ts'

/** An import from a carrier's folder, with the line break after it. */
const importFrom = (carrier: string) =>
  new RegExp(`^import (?:type )?\\{([^}]*)\\} from '\\./${carrier}/[^']*'\\n`, 'gm')

/**
 * Removes a carrier from the source of a registry: the imports from its folder, and the one property or spread for each imported name.
 * Throws if a name is used for anything else.
 */
const withoutCarrier = (registry: string, carrier: string): string => {
  const imports = importFrom(carrier)
  const names = [...registry.matchAll(imports)].flatMap(([, list = '']) => list.split(',').flatMap(localName))
  const lazy = new RegExp(`^.*import\\('\\./${carrier}/[^']*'\\).*\\n`, 'gm')
  const left = names.reduce(withoutEntry, registry.replaceAll(imports, '').replaceAll(lazy, ''))
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

// Proves that a carrier can be deleted: types, lint and the quick tests hold in a copy of the tree without its folders and registrations.
const [carrier = ''] = process.argv.slice(2)
if (!carrierNames.some((name) => name === carrier)) {
  console.error(
    `Which carrier is to be cut? One of ${carrierNames.join(', ')}, as in npm run cut -- ${carrierNames.at(-1)}.`,
  )
  process.exit(2)
}

const ownFiles = [
  `carriers/${carrier}`,
  `test/carriers/${carrier}`,
  `functions/${carrier}-*`,
  `lab/siege/${carrier}`,
  `settings/local-${carrier}.json`,
  // Pages may still speak of the carrier.
  'test/docs/pages.test.ts',
]

const root = fileURLToPath(new URL('..', import.meta.url))
const copy = mkdtempSync(join(tmpdir(), `without-${carrier}-`))
const run = (command: string, cwd = copy) => execSync(command, { cwd, stdio: 'inherit', shell: '/bin/bash' })
try {
  run(`git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t ${copy}`, root)
  run(`ln -s ${root}node_modules node_modules`)
  for (const file of globSync(ownFiles, { cwd: copy })) rmSync(join(copy, file), { recursive: true })
  for (const file of globSync('{carriers,test/carriers,lab/siege}/*.ts', { cwd: copy }).map((name) => join(copy, name)))
    writeFileSync(file, withoutCarrier(readFileSync(file, 'utf8'), carrier))
  run('npm run types && npx biome lint . && npm test')
} finally {
  rmSync(copy, { recursive: true })
}
