import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'

test('npm run release writes the committed tree, always alike, its parts, notes and checkable sums', () => {
  const { release, written, read } = fork()
  expect(release('v0.1.0')).toMatchObject({ status: 0 })
  const [archive, bill] = ['anti-relou-0.1.0.tar.gz', 'anti-relou-0.1.0.cdx.json']
  expect(readdirSync(written).sort()).toEqual(['SHA256SUMS', archive, bill, 'notes.md'].sort())
  const packed = execFileSync('tar', ['-tzf', join(written, archive)], { encoding: 'utf8' }).split('\n')
  expect(packed).toContain('anti-relou-0.1.0/package.json')
  expect(packed).not.toContain('anti-relou-0.1.0/uncommitted')
  expect(JSON.parse(`${read(bill)}`)).toMatchObject({ bomFormat: 'CycloneDX' })
  expect(`${read('notes.md')}`).toBe('The first version.\n')
  for (const line of `${read('SHA256SUMS')}`.trim().split('\n')) {
    const [sum, file = ''] = line.split('  ')
    expect(sum).toBe(createHash('sha256').update(read(file)).digest('hex'))
  }
  const before = read(archive)
  release('v0.1.0')
  expect(read(archive).equals(before)).toBe(true)
})

test('it refuses what is no release yet, while a trial goes on, and asks which release if unclear', () => {
  const { git, release, written } = fork({
    'package.json': '{"version":"0.2.0","type":"module"}',
    'CHANGELOG.md': '## Unreleased\n\nAll.\n',
    'SECURITY.md': 'security@OWNER.example\n',
    '.github/CODEOWNERS': '* @OWNER/all\n',
    'docs/deploy.fr.md': 'git clone https://github.com/OWNER/fork\n',
    'settings/example.json': '"https://github.com/OWNER/fork"\n',
    allowed_signers: '# Nobody\n',
  })
  const obstacles = [
    'The tag v0.1.0 must be v0.2.0, the version in package.json.',
    'CHANGELOG.md must have a section "## 0.2.0", with its date.',
    'test/releases/0.2.0.json is missing: keep there what a number of this version stores (CONTRIBUTING.md).',
    'OWNER still stands in .github/CODEOWNERS, SECURITY.md, docs/deploy.fr.md, settings/example.json: write who you are.',
    'allowed_signers names nobody: write who signs.',
  ]
  expect(release('v0.1.0')).toMatchObject({ status: 1, stdout: '', stderr: `${obstacles.join('\n')}\n` })
  for (const args of [[], ['0.1.0'], ['v0.1']])
    expect(release(...args)).toMatchObject({ status: 2, stderr: expect.stringMatching(/^Which release\? .+\n$/) })
  expect(() => readdirSync(written)).toThrow('ENOENT')

  const trial = release('v0.1.0', '--dry-run')
  expect(trial.status).toBe(0)
  expect(trial.stderr).toContain(obstacles.map((obstacle) => `To be done before the release: ${obstacle}\n`).join(''))
  expect(git('tag')).toBe('')
  expect(readdirSync(written)).toContain('SHA256SUMS')
})

test('the release is a tag signed by somebody in allowed_signers, and a copy that knew them checks it out', () => {
  const { commit, release, clone } = fork()
  const released = commit('More')
  expect(release('v0.1.0').stdout).toContain('v0.1.0 is signed: git push origin v0.1.0 makes the release.\n')
  clone.git('branch', 'v0.1.0')
  expect(clone.head()).not.toBe(released)
  expect(clone.checkOut('v0.1.0')).toMatchObject({ status: 0, stdout: '' })
  expect(clone.head()).toBe(released)
  expect(release('v0.1.0')).toMatchObject({ status: 0, stdout: expect.not.stringContaining('is signed') })
  commit('Yet more')
  expect(release('v0.1.0')).toMatchObject({ status: 1, stderr: 'v0.1.0 is already another commit.\n' })
})

test('an exported CDPATH leads to no other copy, whose signers this one does not know', () => {
  const [ours, theirs] = [fork(), fork()]
  theirs.git('tag', '--sign', '--message', 'v0.1.0', 'v0.1.0')
  const before = ours.clone.head()
  const env = { ...process.env, CDPATH: theirs.clone.folder }
  const command = ['scripts/checkout-release.sh', 'v0.1.0']
  const { status, stderr } = spawnSync('sh', command, { cwd: ours.clone.folder, encoding: 'utf8', env })
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('There is no release v0.1.0') })
  expect(ours.clone.head()).toBe(before)
})

test('no release is made with a key that copies of the last one do not know', () => {
  const { outside, git, commit, release } = fork()
  git('tag', '--sign', '--message', 'v0.0.9', 'v0.0.9')
  const lou = createKey(outside, 'lou')
  git('config', 'user.signingKey', lou.file)
  writeFileSync(join(outside, 'fork/allowed_signers'), lou.signer)
  commit('Lou signs')
  const stderr = expect.stringMatching(/v0\.1\.0 could not be signed, or a copy of v0\.0\.9 refuses it\.\n$/)
  expect(release('v0.1.0')).toMatchObject({ status: 1, stderr })
  expect(git('tag')).toBe('v0.0.9')
})

describe('a copy stays as it is, and says why, if', () => {
  const unsigned = /v0\.2\.0 is signed by nobody in allowed_signers: don't run it, and tell us\.\n$/
  test.each<[what: string, make: (made: ReturnType<typeof fork>) => unknown, say: RegExp, typed?: string]>([
    [
      'a stranger signed',
      ({ outside, git }) => {
        git('config', 'user.signingKey', createKey(outside, 'stranger').file)
        git('tag', '--sign', '--message', 'v0.2.0', 'v0.2.0')
      },
      unsigned,
    ],
    [
      'OpenPGP signed, whatever keys gpg has',
      ({ outside, git, clone }) => {
        const gpg = join(outside, 'gpg')
        writeFileSync(gpg, trustingGpg, { mode: 0o755 })
        clone.git('config', 'gpg.program', gpg)
        git('-c', 'gpg.format=openpgp', '-c', `gpg.program=${gpg}`, 'tag', '--sign', '--message', 'v0.2.0', 'v0.2.0')
        clone.git('fetch', '--quiet', '--tags')
        clone.git('verify-tag', 'v0.2.0')
      },
      unsigned,
    ],
    ['nobody signed', ({ git }) => git('tag', '--annotate', '--message', 'v0.2.0', 'v0.2.0'), unsigned],
    [
      'only the commit is signed, or nothing: the tag is lightweight',
      ({ git }) => git('tag', 'v0.2.0'),
      /^v0\.2\.0 is a lightweight tag, which nobody can sign: don't run it, and tell us\.\n$/,
    ],
    [
      'it is an older release under a new name',
      ({ git }) => {
        git('tag', '--sign', '--message', 'v0.1.0', 'v0.1.0')
        git('update-ref', 'refs/tags/v0.2.0', 'refs/tags/v0.1.0')
      },
      /v0\.2\.0 is the release v0\.1\.0 under another name: don't run it, and tell us\.\n$/,
    ],
    [
      'it is a branch',
      ({ git }) => git('branch', 'v0.2.0'),
      /There is no release v0\.2\.0, or it could not be fetched\. A branch of that name is none\.\n$/,
    ],
    [
      'it knows nobody who signs',
      ({ clone }) => writeFileSync(join(clone.folder, 'allowed_signers'), '# Nobody yet\n\n'),
      /^Nobody is in allowed_signers, so this copy can accept no release: docs\/upgrade\.md\.\n$/,
    ],
    ['no release is named', () => {}, /^Which release\? For example: .+\n$/, ''],
    ['something else is named', () => {}, /^Which release\? For example: .+\n$/, 'v0.2.0:x'],
  ])('%s', (_, make, say, typed = 'v0.2.0') => {
    const made = fork()
    made.commit('More')
    const before = made.clone.head()
    make(made)
    const { status, stderr } = made.clone.checkOut(typed)
    expect(stderr).toMatch(say)
    expect(status).toBe(typed === 'v0.2.0' ? 1 : 2)
    expect(made.clone.head()).toBe(before)
  })

  test('it is no clone', () => {
    const { clone } = fork()
    rmSync(join(clone.folder, '.git'), { recursive: true })
    const stderr = 'This copy is no clone, so it has no way to a release: docs/deploy.md.\n'
    expect(clone.checkOut('v0.2.0')).toMatchObject({ status: 1, stderr })
  })
})

/** A fork that is ready for its first release. */
const ready = {
  'package.json': JSON.stringify({ name: 'fork', version: '0.1.0', type: 'module' }),
  'SECURITY.md': 'Write to security@somebody.example.\n',
  '.github/CODEOWNERS': '* @somebody/maintainers\n',
  '.github/ISSUE_TEMPLATE/config.yml': 'blank_issues_enabled: false\n',
  'docs/deploy.md': 'git clone https://github.com/somebody/fork\n',
  'docs/deploy.fr.md': 'git clone https://github.com/somebody/fork\n',
  'docs/upgrade.md': '--repo somebody/fork\n',
  'settings/example.json': '"https://github.com/somebody/fork"\n',
  'test/releases/0.1.0.json': '{}',
  'CHANGELOG.md': '# Changelog\n\n## 0.1.0, 2026-12-01\n\nThe first version.\n\n## 0.0.9, 2026-11-01\n\nA trial.\n',
}

/** Makes a key that signs in the name of somebody. */
const createKey = (folder: string, name: string) => {
  const file = join(folder, name)
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', file])
  return { file, signer: `${name} namespaces="git" ${readFileSync(`${file}.pub`, 'utf8')}` }
}

/** Signs for anybody, and finds that each signature is good. */
const trustingGpg = `#!/bin/sh
cat >/dev/null
case "$*" in
*--verify*) printf '\\n[GNUPG:] GOODSIG 1 somebody\\n' ;;
*)
  printf '\\n[GNUPG:] SIG_CREATED 1\\n' >&2
  printf '%s\\n' '-----BEGIN PGP SIGNATURE-----' '-----END PGP SIGNATURE-----' ;;
esac
`

/** A repository with these files, the scripts and what they import, and a clone of it. The key `kim` signs. */
const fork = (changed: Partial<typeof ready> & { readonly allowed_signers?: string } = {}) => {
  const outside = temporaryFolder()
  const [folder, clone] = [join(outside, 'fork'), join(outside, 'clone')]
  const kim = createKey(outside, 'kim')
  for (const [file, text] of Object.entries({ ...ready, allowed_signers: `# Who signs\n${kim.signer}`, ...changed })) {
    mkdirSync(join(folder, dirname(file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  for (const file of ['scripts/release.ts', 'scripts/checkout-release.sh', 'settings/refusal.ts'])
    cpSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), join(folder, file))
  const gitIn =
    (cwd: string) =>
    (...args: readonly string[]) =>
      execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' }).trim()
  const git = gitIn(folder)
  git('init', '--quiet', '--initial-branch', 'main')
  const config = { 'user.name': 'a', 'user.email': 'a@example.org', 'gpg.format': 'ssh', 'user.signingKey': kim.file }
  for (const [name, value] of Object.entries(config)) git('config', name, value)
  const commit = (message: string) => {
    git('add', '.')
    git('commit', '--quiet', '--allow-empty', '--message', message)
    return git('rev-parse', 'HEAD')
  }
  commit('All')
  git('clone', '--quiet', folder, clone)
  writeFileSync(join(folder, 'uncommitted'), 'not released')
  const release = (...args: readonly string[]) =>
    spawnSync(process.execPath, [join(folder, 'scripts/release.ts'), ...args], { cwd: folder, encoding: 'utf8' })
  const written = join(folder, 'dist/release')
  const checkOut = (...args: readonly string[]) =>
    spawnSync('sh', [join(clone, 'scripts/checkout-release.sh'), ...args], { cwd: outside, encoding: 'utf8' })
  const read = (file: string) => readFileSync(join(written, file))
  const copy = { folder: clone, git: gitIn(clone), checkOut, head: () => gitIn(clone)('rev-parse', 'HEAD') }
  return { outside, git, commit, release, written, read, clone: copy }
}
