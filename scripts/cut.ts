import { execSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { carrierNames } from '../carriers/registry.ts'
import { withoutCarrier } from '../cdk/registrations.ts'

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
  for (const file of globSync('{carriers,test/carriers}/*.ts', { cwd: copy }).map((name) => join(copy, name)))
    writeFileSync(file, withoutCarrier(readFileSync(file, 'utf8'), carrier))
  run('npm run types && npx biome lint . && npm test')
} finally {
  rmSync(copy, { recursive: true })
}
