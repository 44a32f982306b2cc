import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'

test('npm run release signs a tag, which a copy accepts, and writes the same tree, parts, notes and sums each time', () => {
  const { run, written } = fork()
  run('echo new >new; git add .; git commit --message More; git -C ../clone branch v0.1.0; echo late >late')
  const { status, stdout } = run('"$node" scripts/release.ts v0.1.0')
  expect(status).toBe(0)
  expect(stdout).toContain('v0.1.0 is signed: git push origin v0.1.0 makes the release.\n')
  expect(run('sh ../clone/scripts/checkout-release.sh v0.1.0')).toMatchObject({ status: 0, stdout: '' })
  expect(run('cat ../clone/new').stdout).toBe('new\n')

  const [archive, bill] = ['anti-relou-0.1.0.tar.gz', 'anti-relou-0.1.0.cdx.json']
  expect(readdirSync(written).sort()).toEqual(['SHA256SUMS', archive, bill, 'notes.md'].sort())
  const packed = run(`tar -tzf dist/release/${archive}`).stdout.split('\n')
  expect(packed).toContain('anti-relou-0.1.0/new')
  expect(packed).not.toContain('anti-relou-0.1.0/late')
  expect(JSON.parse(readFileSync(join(written, bill), 'utf8'))).toMatchObject({ bomFormat: 'CycloneDX' })
  expect(readFileSync(join(written, 'notes.md'), 'utf8')).toBe('The first version.\n')
  const sumOf = (file: string) =>
    createHash('sha256')
      .update(readFileSync(join(written, file)))
      .digest('hex')
  const sums = [archive, bill].map((file) => `${sumOf(file)}  ${file}\n`)
  expect(readFileSync(join(written, 'SHA256SUMS'), 'utf8')).toBe(sums.join(''))

  const before = readFileSync(join(written, archive))
  expect(run('"$node" scripts/release.ts v0.1.0').stdout).not.toContain('is signed')
  expect(readFileSync(join(written, archive)).equals(before)).toBe(true)
  run('git commit --allow-empty --message "Yet more"')
  const stderr = 'v0.1.0 is already another commit.\n'
  expect(run('"$node" scripts/release.ts v0.1.0')).toMatchObject({ status: 1, stderr })
})

test('it signs and writes nothing while something is missing, names all of that, and asks which release if unclear', () => {
  const { run, written } = fork({
    'package.json': '{"version":"0.2.0","type":"module"}',
    'CHANGELOG.md': '## 0.2.0, soon\n\nAll.\n',
    'SECURITY.md': 'security@OWNER.example\n',
    '.github/CODEOWNERS': '* @OWNER/all\n',
    'settings/example.json': '"https://github.com/OWNER/fork"\n',
  })
  run('echo "# Nobody" >allowed_signers')
  const obstacles = [
    'The tag v0.1.0 must be v0.2.0, the version in package.json.',
    'CHANGELOG.md must have a section "## 0.2.0", with its date.',
    'test/releases/0.2.0.json is missing: keep there what a number of this version stores (CONTRIBUTING.md).',
    'OWNER still stands in .github/CODEOWNERS, SECURITY.md, settings/example.json: write who you are.',
    'allowed_signers names nobody: write who signs.',
  ]
  const stderr = `${obstacles.join('\n')}\n`
  expect(run('"$node" scripts/release.ts v0.1.0')).toMatchObject({ status: 1, stdout: '', stderr })
  for (const typed of ['', '0.1.0', 'v0.1'])
    expect(run(`"$node" scripts/release.ts ${typed}`)).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^Which release\? .+\n$/),
    })
  expect([run('git tag').stdout, existsSync(written)]).toEqual(['', false])
})

test('no release is made with a key that copies of the last one do not know', () => {
  const { run } = fork()
  run('git tag --sign --message v0.0.9 v0.0.9')
  run(`${createKey('lou')}; git config user.signingKey ../lou; ${allow('lou')}; git commit --all --message Lou`)
  const stderr = expect.stringMatching(/v0\.1\.0 could not be signed, or a copy of v0\.0\.9 refuses it\.\n$/)
  expect(run('"$node" scripts/release.ts v0.1.0')).toMatchObject({ status: 1, stderr })
  expect(run('git tag').stdout).toBe('v0.0.9\n')
})

describe('a copy stays as it is, and says why, if', () => {
  const unsigned = "v0.2.0 is signed by nobody in allowed_signers: don't run it, and tell us."
  const lightweight = "v0.2.0 is a lightweight tag, which nobody can sign: don't run it, and tell us."
  const renamed = "v0.2.0 is the release v0.1.0 under another name: don't run it, and tell us."
  const none = 'There is no release v0.2.0, or it could not be fetched. A branch of that name is none.'
  const nobody = 'Nobody is in allowed_signers, so this copy can accept no release: docs/upgrade.md.'
  const noClone = 'This copy is no clone, so it has no way to a release: docs/deploy.md.'
  const which = 'Which release? For example: sh scripts/checkout-release.sh v0.2.0.'
  const sign = 'git tag --sign --message v0.2.0 v0.2.0'

  test.each<[what: string, make: string, say: string, typed?: string]>([
    ['a stranger signed', `${createKey('eve')}; git config user.signingKey ../eve; ${sign}`, unsigned],
    ['OpenPGP signed, and gpg trusts everybody', `git config gpg.format openpgp; ${sign}`, unsigned],
    ['nobody signed', 'git tag --annotate --message v0.2.0 v0.2.0', unsigned],
    ['only the commit is signed, or nothing', 'git tag v0.2.0', lightweight],
    ['it is an older release under a new name', `${sign.replaceAll('2', '1')}; git tag v0.2.0 v0.1.0`, renamed],
    ['it is a branch', 'git branch v0.2.0', none],
    ['it knows nobody who signs', `${sign}; printf "# Nobody yet\\n\\n" >../clone/allowed_signers`, nobody],
    ['no release is named', sign, which, ''],
    ['something else is named', sign, which, 'v0.2.0:x'],
  ])('%s', (_, make, say, typed = 'v0.2.0') => {
    const { run } = fork()
    run(`git commit --allow-empty --message More; ${make}`)
    const before = run('git -C ../clone rev-parse HEAD').stdout
    const { status, stderr } = run(`sh ../clone/scripts/checkout-release.sh ${typed}`)
    expect(stderr.split('\n').at(-2)).toContain(say)
    expect(status).toBe(typed === 'v0.2.0' ? 1 : 2)
    expect(run('git -C ../clone rev-parse HEAD').stdout).toBe(before)
  })

  test('it is no clone, even if CDPATH leads to one', () => {
    const { run } = fork()
    run(`git commit --allow-empty --message More; ${sign}; cp -r ../clone ../copy; rm -rf ../copy/.git`)
    const before = run('git -C ../clone rev-parse HEAD').stdout
    const { stderr } = run('export CDPATH=../clone; cd ../copy; sh scripts/checkout-release.sh v0.2.0')
    expect(stderr).toBe(`${noClone}\n`)
    expect(run('git -C ../clone rev-parse HEAD').stdout).toBe(before)
  })
})

/** Lines that make a key of somebody, and that let allowed_signers name them alone. */
const createKey = (who: string): string => `ssh-keygen -q -t ed25519 -N '' -C ${who} -f ../${who}`
const allow = (who: string): string =>
  `printf '# Who signs\n%s namespaces="git" %s\n' ${who} "$(cat ../${who}.pub)" >allowed_signers`

/** Signs for anybody, and finds that each signature is good. */
const trustingGpg = `#!/bin/sh
cat >/dev/null
printf '\\n[GNUPG:] SIG_CREATED 1\\n' >&2
printf '%s\\n' '-----BEGIN PGP SIGNATURE-----' '[GNUPG:] GOODSIG 1 somebody' '-----END PGP SIGNATURE-----'
`

/** A repository that is ready for its first release, and beside it its clone. The key `kim` signs. */
const fork = (changed: { readonly [file: string]: string } = {}) => {
  const folder = join(temporaryFolder(), 'fork')
  const ready = {
    'package.json': JSON.stringify({ name: 'fork', version: '0.1.0', type: 'module' }),
    'CHANGELOG.md': '# Changelog\n\n## 0.1.0, 2026-12-01\n\nThe first version.\n\n## 0.0.9, 2026-11-01\n\nA trial.\n',
    'test/releases/0.1.0.json': '{}',
    '../gpg': trustingGpg,
  }
  for (const [file, text] of Object.entries({ ...ready, ...changed })) {
    mkdirSync(join(folder, dirname(file)), { recursive: true })
    writeFileSync(join(folder, file), text, { mode: 0o755 })
  }
  for (const file of ['scripts/release.ts', 'scripts/checkout-release.sh', 'settings/refusal.ts'])
    cpSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), join(folder, file))
  /** Runs a line by sh in the repository. */
  const run = (line: string) =>
    spawnSync('sh', ['-c', line], { cwd: folder, encoding: 'utf8', env: { ...process.env, node: process.execPath } })
  run(`${createKey('kim')}; ${allow('kim')}
    git init --quiet --initial-branch main
    git config user.name a; git config user.email a@example.org
    git config gpg.format ssh; git config user.signingKey ../kim
    git add .; git commit --quiet --message All
    git clone --quiet . ../clone
    for copy in . ../clone; do git -C $copy config gpg.program "$PWD/../gpg"; done`)
  return { run, written: join(folder, 'dist/release') }
}
