import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
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

describe('licences', () => {
  const project = fileURLToPath(root)

  /** Runs the script in a folder. Returns what it prints, and its exit code. */
  const checkIn = (cwd: string) =>
    new Promise<{ readonly exitCode: unknown; readonly out: string; readonly err: string }>((done) => {
      execFile(process.execPath, [join(project, 'scripts/licences.ts')], { cwd }, (error, out, err) =>
        done({ exitCode: error?.code ?? 0, out, err }),
      )
    })

  type Locked = { readonly license?: string; readonly dev?: boolean }

  /** Runs the script on a project with these packages in its lock file, and these manifests. */
  const check = (locked: { readonly [name: string]: Locked }, manifests: { readonly [name: string]: object } = {}) => {
    const folder = temporaryFolder()
    const packages = Object.entries(locked).map(([name, one]) => [`node_modules/${name}`, { version: '1.0.0', ...one }])
    const lock = { packages: { '': { license: 'MIT' }, ...Object.fromEntries(packages) } }
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock))
    for (const [name, manifest] of Object.entries(manifests)) {
      mkdirSync(join(folder, 'node_modules', name), { recursive: true })
      writeFileSync(join(folder, 'node_modules', name, 'package.json'), JSON.stringify(manifest))
    }
    return checkIn(folder)
  }

  test('all packages that npm installs have a licence that is allowed or excepted', async () => {
    expect(await checkIn(project)).toMatchObject({ exitCode: 0, err: '' })
  })

  test('packages are refused under a licence that is not allowed, even for development, and without any', async () => {
    const refused = ['Elastic-2.0', 'GPL-3.0-only', '(MIT AND GPL-3.0-only)', 'MIT WITH surprise']
    const odd = refused.map((license, i) => [`odd${i}`, { license, dev: true }] as const)
    const found = await check({ fine: { license: 'MIT' }, ...Object.fromEntries(odd), silent: {} })
    const said = refused.map((license, i) => `odd${i} 1.0.0 declares ${license}`)
    const verdict = 'which scripts/licences.ts neither allows nor excepts.'
    const sentences = [...said, 'silent 1.0.0 declares no licence'].map((what) => `${what}, ${verdict}\n`)
    expect(found).toEqual({ exitCode: 1, out: '', err: sentences.join('') })
  })

  test('packages are accepted if a licence to choose, or each that applies, is allowed', async () => {
    const [choice, both] = ['(MIT OR GPL-3.0-or-later)', 'MIT AND ISC']
    const locked = { one: { license: choice }, two: { license: both }, three: {} }
    const out = `3 packages: 1 ${choice}, 1 ${both}, 1 ISC\n`
    expect(await check(locked, { three: { license: 'ISC' } })).toMatchObject({ exitCode: 0, out })
  })

  test('an excepted package is refused once production leads to it, or it changes its licence', async () => {
    const name = '@cloud-copilot/iam-simulate'
    const license = 'AGPL-3.0-or-later'
    expect(await check({ [name]: { license, dev: true } })).toMatchObject({ exitCode: 0 })
    expect((await check({ [name]: { license } })).err).toMatch(
      /^@cloud-copilot\/iam-simulate 1\.0\.0 \(AGPL-3\.0-or-later\) is for development only, but a production dependency leads to it: it judges .*\.\n$/,
    )
    expect(await check({ [name]: { license: 'SSPL-1.0', dev: true } })).toMatchObject({ exitCode: 1 })
  })
})

/** A package in the lockfile. */
const lockedPackage = z.object({
  version: z.string().default(''),
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
