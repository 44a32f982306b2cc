import { spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { carrierNames } from '../../carriers/registry.ts'
import { withoutCarrier } from '../../cdk/registrations.ts'

/**
 * | Proves that a carrier can be deleted. In a copy of the tree without the carrier's folders, functions, settings and registrations,
 * it checks types and lint, and runs the tests given after the carrier.
 */
const [carrier = '', ...tests] = process.argv.slice(2)

const root = fileURLToPath(new URL('../..', import.meta.url))

const ownFiles = [
  `carriers/${carrier}`,
  `test/carriers/${carrier}`,
  `functions/${carrier}-*`,
  `settings/local-${carrier}.json`,
  // The same seed gives other schedules with other carriers, so that this test can't pass.
  'test/simulation/fixed-seed.test.ts',
  // Pages may still link to deleted files.
  'test/docs/links.test.ts',
]

const run = (cwd: string, command: string, ...args: readonly string[]): string => {
  const { status, stdout } = spawnSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  if (status === 0) return stdout
  console.error(stdout)
  throw new Error(`Without the carrier ${carrier}, this fails: ${[command, ...args].join(' ')}`)
}

/** Copies the files that git tracks, and the untracked ones that it doesn't ignore. */
const copyTree = (copy: string): void => {
  const files = run(root, 'git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard')
  for (const file of new Set(files.split('\0').filter((file) => file !== '')))
    cpSync(join(root, file), join(copy, file))
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
}

const deleteCarrier = (copy: string): void => {
  for (const file of globSync(ownFiles, { cwd: copy })) rmSync(join(copy, file), { recursive: true })
  for (const file of globSync('{carriers,test/carriers}/*.ts', { cwd: copy })) {
    const path = join(copy, file)
    writeFileSync(path, withoutCarrier(readFileSync(path, 'utf8'), carrier))
  }
}

const prove = (copy: string): void => {
  copyTree(copy)
  deleteCarrier(copy)
  run(copy, 'npx', 'tsc')
  run(copy, 'npx', 'tsc', '-p', 'page/client')
  run(copy, 'npx', 'biome', 'lint', '.')
  if (tests.length > 0) console.log(run(copy, process.execPath, 'node_modules/vitest/vitest.mjs', 'run', ...tests))
}

if (!carrierNames.some((name) => name === carrier)) throw new Error(`Which carrier? One of ${carrierNames.join(', ')}.`)
const copy = mkdtempSync(join(tmpdir(), `without-${carrier}-`))
try {
  prove(copy)
  console.log(`Without the carrier ${carrier}, these hold: ${['types', 'lint', ...tests].join(', ')}.`)
} finally {
  rmSync(copy, { recursive: true })
}
