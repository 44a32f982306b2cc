import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const script = fileURLToPath(new URL('../../scripts/licences.ts', import.meta.url))
const project = fileURLToPath(new URL('../..', import.meta.url))

/** Runs the script in a folder. Returns what it prints, and its exit code. */
const checkIn = (cwd: string) =>
  new Promise<{ readonly exitCode: unknown; readonly out: string; readonly err: string }>((done) => {
    execFile(process.execPath, [script], { cwd }, (error, out, err) => done({ exitCode: error?.code ?? 0, out, err }))
  })

type Locked = { readonly license?: string; readonly dev?: boolean }

const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'anti-relou-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

/** Runs the script on a project with these packages in its lock file; the manifests are those of the installed ones. */
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

test.each(['Elastic-2.0', 'GPL-3.0-only', '(MIT AND GPL-3.0-only)', 'MIT WITH surprise'])(
  'a package under %s is refused, even if only development uses it',
  async (license) => {
    expect(await check({ fine: { license: 'MIT' }, odd: { license, dev: true } })).toEqual({
      exitCode: 1,
      out: '',
      err: `odd 1.0.0 declares ${license}, which scripts/licences.ts neither allows nor excepts.\n`,
    })
  },
)

test.each(['MIT', '(MIT OR GPL-3.0-or-later)', 'MIT AND ISC'])('a package under %s is accepted', async (license) => {
  expect(await check({ fine: { license } })).toMatchObject({ exitCode: 0, out: `1 package: 1 ${license}\n` })
})

test('a licence that the lock file leaves out is read in the package, and refused if nobody declares it', async () => {
  expect(await check({ fine: {} }, { fine: { license: 'ISC' } })).toMatchObject({ out: '1 package: 1 ISC\n' })
  expect((await check({ odd: {} })).err).toMatch(/^odd 1\.0\.0 declares no licence, which /)
})

test('an excepted package is refused once a production dependency leads to it, or it changes its licence', async () => {
  const name = '@cloud-copilot/iam-simulate'
  const license = 'AGPL-3.0-or-later'
  expect(await check({ [name]: { license, dev: true } })).toMatchObject({ exitCode: 0 })
  expect((await check({ [name]: { license } })).err).toMatch(
    /^@cloud-copilot\/iam-simulate 1\.0\.0 \(AGPL-3\.0-or-later\) is for development only, but a production dependency leads to it: it judges .*\.\n$/,
  )
  expect(await check({ [name]: { license: 'SSPL-1.0', dev: true } })).toMatchObject({ exitCode: 1 })
})

test('a folder without a lock file is refused', async () => {
  const { exitCode, err } = await checkIn(temporaryFolder())
  expect({ exitCode, err }).toEqual({
    exitCode: 1,
    err: "There is no package-lock.json here: run this in the project's folder.\n",
  })
})
