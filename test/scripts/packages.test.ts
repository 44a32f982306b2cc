import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { read, root } from '../docs/page.ts'
import { temporaryFolder } from '../temporary-folder.ts'

describe('what npm ci installs', () => {
  test('is in the lockfile with a checksum', () => {
    const unchecked = fetched.filter(({ integrity = '' }) => !integrity.startsWith('sha512-'))
    expect(unchecked.map(({ name }) => name)).toEqual([])
  })

  // Without its address, npm fetches the list of all its versions: 132 MB.
  test('has its address at npm’s registry in the lockfile', () => {
    const addressOf = ({ name, version }: { readonly name: string; readonly version: string }) =>
      `https://registry.npmjs.org/${name}/-/${name.split('/').at(-1)}-${version}.tgz`
    expect(fetched.map(({ resolved }) => resolved)).toEqual(fetched.map(addressOf))
  })

  // npm leaves out an optional package whose `engines` in the lockfile don't match: write it again with a new version.
  test('includes Lambda’s Node 24 for each platform with a package of it, unless the machine has it', () => {
    const nodes = packages.filter(({ name }) => /^node-(bin-)?(linux|darwin|win)-/.test(name))
    expect(nodes.map(({ os, cpu }) => `${os} ${cpu}`)).toEqual(['darwin x64', 'linux arm64', 'linux x64', 'win32 x64'])
    for (const { version, optional, engines } of nodes) {
      expect(version).toMatch(/^24\./)
      expect(optional).toBe(true)
      expect(engines).toEqual({ node: '<24' })
    }
  })

  // npm adds the `bin` to the lockfile again when a version changes: delete it.
  test('puts no node before the system’s in npm run and npx', () => {
    expect(packages.filter(({ bin }) => Object.hasOwn(bin, 'node')).map(({ name }) => name)).toEqual([])
  })

  test('works without install scripts, which could fetch files that are not in the lockfile', () => {
    expect(read('.npmrc').split('\n')).toContain('ignore-scripts=true')
    // Both come with binaries in packages of the lockfile, so that their install scripts are not needed.
    const scripted = packages.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name)
    expect(scripted).toEqual(['classic-level', 'esbuild'])
  })
})

test('npm writes no log, since the arguments of a command can include a number', () => {
  const cache = temporaryFolder()
  const sender = '+33612345678'
  const show = ['run', 'ops', '--', 'show', sender]
  const { status } = spawnSync('npm', show, {
    cwd: root,
    env: { ...process.env, npm_config_cache: cache },
    shell: process.platform === 'win32',
  })
  expect(status).not.toBe(0)
  const kept = readdirSync(cache, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const told = kept.filter(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8').includes(sender))
  expect(told).toEqual([])
})

test('every script runs on Node 24 or newer, whichever Node runs npm', () => {
  const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')))
  const programs = Object.values(scripts).filter((script) => script.startsWith('node '))
  const viaStart = programs.filter((script) => !script.startsWith('node --import ./require-node-24.js '))
  expect(viaStart).toEqual(['node local/start.js'])
})

/** The licences that a package may have, as package.json declares them, whatever it is used for. */
const allowed: readonly string[] = [
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'MPL-2.0', 'BlueOak-1.0.0'],
  ...['MIT OR Apache-2.0', '(MIT OR Apache-2.0)', '(MIT OR GPL-3.0-or-later)'],
]

/** What only development uses, and why: no library with a permissive licence judges policies or draws cards as well. */
const onlyInDevelopment = [
  '@cloud-copilot/iam-policy: AGPL-3.0-or-later',
  '@cloud-copilot/iam-simulate: AGPL-3.0-or-later',
  '@cloud-copilot/iam-utils: AGPL-3.0-or-later',
  '@fontsource/lato: OFL-1.1',
  // Its LICENSE file is the MIT one.
  'png-js: no licence',
]

test('each package has a licence that is allowed, but for a few of which none is part of what is deployed', () => {
  const others = packages.filter(({ license }) => !allowed.includes(license))
  expect(others.map(({ name, license }) => `${name}: ${license}`).sort()).toEqual(onlyInDevelopment)
  expect(others.filter(({ dev }) => !dev)).toEqual([])
})

/** A package in the lockfile. */
const lockedPackage = z.object({
  version: z.string().default(''),
  license: z.string().default('no licence'),
  /** Whether only development dependencies lead to it. */
  dev: z.boolean().default(false),
  /** Whether it is one of this repository's own packages. */
  link: z.boolean().default(false),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  optional: z.boolean().default(false),
  os: z.string().or(z.array(z.string())).optional(),
  cpu: z.string().or(z.array(z.string())).optional(),
  engines: z.record(z.string(), z.string()).or(z.array(z.string())).optional(),
  hasInstallScript: z.boolean().default(false),
  /** The programs that npm links into node_modules/.bin, which come first in the PATH of `npm run` and `npx`. */
  bin: z.record(z.string(), z.string()).default({}),
  /** Whether the package is bundled in the archive of another one. */
  inBundle: z.boolean().default(false),
})
const lockfile = z.object({ packages: z.record(z.string(), lockedPackage) })
const packagesIn = (file: string) =>
  Object.entries(lockfile.parse(JSON.parse(read(file))).packages).flatMap(([path, locked]) =>
    path.includes('node_modules/') && !locked.link
      ? [{ name: path.split('node_modules/').at(-1) ?? '', ...locked }]
      : [],
  )
const packages = packagesIn('package-lock.json')
const ofDynamoDbLocal = packagesIn('test/shared/stores/dynamodb-local/package-lock.json')
const fetched = [...packages, ...ofDynamoDbLocal].filter(({ inBundle }) => !inBundle)
