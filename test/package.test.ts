import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'

const read = (file: string): string => readFileSync(fileURLToPath(new URL(`../${file}`, import.meta.url)), 'utf8')

/** A package in the lockfile. */
const lockedPackage = z.object({
  version: z.string(),
  integrity: z.string().optional(),
  optional: z.boolean().default(false),
  os: z.string().or(z.array(z.string())).optional(),
  cpu: z.string().or(z.array(z.string())).optional(),
  hasInstallScript: z.boolean().default(false),
  /** Whether the package is bundled in the archive of another one. */
  inBundle: z.boolean().default(false),
})
const lockfile = z
  .object({ packages: z.record(z.string(), lockedPackage) })
  .parse(JSON.parse(read('package-lock.json')))
const packages = Object.entries(lockfile.packages).flatMap(([path, locked]) =>
  path === '' ? [] : [{ name: path.split('node_modules/').at(-1) ?? '', ...locked }],
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

test('every script runs on Node 24, whichever Node runs npm', () => {
  const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')))
  const programs = Object.values(scripts).filter((script) => script.startsWith('node '))
  const viaStart = programs.filter((script) => !script.startsWith('node --import ./require-node-24.js '))
  expect(viaStart).toEqual(['node local/start.js'])
})
