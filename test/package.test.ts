import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'

const read = (file: string): string => readFileSync(fileURLToPath(new URL(`../${file}`, import.meta.url)), 'utf8')

/** A package in the lockfile. */
const lockedPackage = z.object({
  version: z.string().default(''),
  /** Whether it is one of this repository's own packages. */
  link: z.boolean().default(false),
  integrity: z.string().optional(),
  optional: z.boolean().default(false),
  os: z.string().or(z.array(z.string())).optional(),
  cpu: z.string().or(z.array(z.string())).optional(),
  hasInstallScript: z.boolean().default(false),
  /** The programs that npm links into node_modules/.bin, which come first in the PATH of `npm run` and `npx`. */
  bin: z.record(z.string(), z.string()).default({}),
  /** Whether the package is bundled in the archive of another one. */
  inBundle: z.boolean().default(false),
})
const lockfile = z
  .object({ packages: z.record(z.string(), lockedPackage) })
  .parse(JSON.parse(read('package-lock.json')))
const packages = Object.entries(lockfile.packages).flatMap(([path, locked]) =>
  path.includes('node_modules/') && !locked.link ? [{ name: path.split('node_modules/').at(-1) ?? '', ...locked }] : [],
)

const manifest = z
  .object({ scripts: z.record(z.string(), z.string()), optionalDependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json')))

/** What `npm run compare-node` writes. */
const recordedBinaries = z.record(
  z.string(),
  z.object({
    version: z.string(),
    sha256: z.string(),
    compared: z.literal('not compared yet').or(z.iso.date()),
  }),
)

const npmSettings = read('.npmrc').trim().split('\n')

describe('what npm ci installs', () => {
  test('is in the lockfile with a checksum', () => {
    const unchecked = packages.filter(({ inBundle, integrity = '' }) => !inBundle && !integrity.startsWith('sha512-'))
    expect(unchecked.map(({ name }) => name)).toEqual([])
  })

  test('includes Node 24, which Lambda runs, for each platform with an npm package of it', () => {
    const nodes = packages.filter(({ name }) => /^node-(bin-)?(linux|darwin|win)-/.test(name))
    expect(nodes.map(({ os, cpu }) => `${os} ${cpu}`)).toEqual(['darwin x64', 'linux arm64', 'linux x64', 'win32 x64'])
    for (const { version, optional } of nodes) {
      expect(version).toMatch(/^24\./)
      expect(optional).toBe(true)
    }
  })

  // npm adds the `bin` to the lockfile again when a version changes: delete it.
  test('puts no node before the system’s in npm run and npx', () => {
    expect(packages.filter(({ bin }) => Object.hasOwn(bin, 'node')).map(({ name }) => name)).toEqual([])
  })

  test('includes only Node binaries whose sums are recorded, none of which differs from nodejs.org’s', () => {
    const recorded = recordedBinaries.parse(JSON.parse(read('scripts/node-binaries.json')))
    const { optionalDependencies } = manifest
    expect(Object.entries(recorded).map(([name, { version }]) => [name, version])).toEqual(
      Object.entries(optionalDependencies),
    )
    for (const [name, { sha256 }] of Object.entries(recorded)) {
      const binary = new URL(
        `../node_modules/${name}/bin/${name.includes('win') ? 'node.exe' : 'node'}`,
        import.meta.url,
      )
      if (existsSync(binary)) expect(createHash('sha256').update(readFileSync(binary)).digest('hex')).toBe(sha256)
    }
  })

  test('works without install scripts, which could fetch files that are not in the lockfile', () => {
    expect(npmSettings).toContain('ignore-scripts=true')
    // Both come with binaries in packages of the lockfile, so that their install scripts are not needed.
    const scripted = packages.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name)
    expect(scripted).toEqual(['classic-level', 'esbuild'])
  })
})

test('npm writes no log, since the arguments of a command can include a number', () => {
  const cache = mkdtempSync(join(tmpdir(), 'anti-relou-npm-'))
  onTestFinished(() => rmSync(cache, { recursive: true }))
  const sender = '+33612345678'
  const show = ['run', 'ops', '--', 'show', sender]
  const { status } = spawnSync('npm', show, {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, npm_config_cache: cache },
    shell: process.platform === 'win32',
  })
  expect(status).toBe(2)
  const kept = readdirSync(cache, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  expect(kept.filter(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8').includes(sender))).toEqual(
    [],
  )
})

test('every script runs on Node 24 or newer, whichever Node runs npm', () => {
  const programs = Object.values(manifest.scripts).filter((script) => script.startsWith('node '))
  const viaStart = programs.filter((script) => !script.startsWith('node --import ./require-node-24.js '))
  expect(viaStart).toEqual(['node local/start.js'])
})
