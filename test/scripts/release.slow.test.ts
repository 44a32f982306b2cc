import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

/** A fork that is ready for its first release. */
const ready = {
  'package.json': JSON.stringify({ name: 'fork', version: '0.1.0', type: 'module' }),
  'SECURITY.md': 'Write to security@somebody.example.\n',
  '.github/CODEOWNERS': '* @somebody/maintainers\n',
  '.github/ISSUE_TEMPLATE/config.yml': 'blank_issues_enabled: false\n',
  'CHANGELOG.md': '# Changelog\n\n## 0.1.0, 2026-12-01\n\nThe first version.\n\n## 0.0.9, 2026-11-01\n\nA trial.\n',
}

/** A repository with these files, the script and what it imports, and how the script is run in it. */
const fork = (changed: Partial<typeof ready> = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'anti-relou-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [file, text] of Object.entries({ ...ready, ...changed })) {
    mkdirSync(join(folder, dirname(file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  for (const file of ['scripts/release.ts', 'settings/refusal.ts'])
    cpSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), join(folder, file))
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: folder })
  git('init', '--quiet')
  git('add', '.')
  git('commit', '--quiet', '--message', 'All')
  writeFileSync(join(folder, 'uncommitted'), 'not released')
  const release = (...args: readonly string[]) =>
    spawnSync(process.execPath, [join(folder, 'scripts/release.ts'), ...args], { cwd: folder, encoding: 'utf8' })
  const written = join(folder, 'dist/release')
  return { release, written, read: (file: string) => readFileSync(join(written, file)) }
}

test('npm run release writes the committed tree, always alike, what it is made of, the notes of this version, and sums that sha256sum checks', () => {
  const { release, written, read } = fork()
  expect(release('v0.1.0')).toMatchObject({ status: 0, stderr: '' })
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

test('it refuses what is no release yet, while a trial says why and goes on, and asks which release if that is unclear', () => {
  const { release, written } = fork({
    'package.json': '{"version":"0.2.0","type":"module"}',
    'CHANGELOG.md': '## Unreleased\n\nAll.\n',
    'SECURITY.md': 'security@OWNER.example\n',
    '.github/CODEOWNERS': '* @OWNER/all\n',
  })
  const obstacles = [
    'The tag v0.1.0 must be v0.2.0, the version in package.json.',
    'CHANGELOG.md must have a section "## 0.2.0", with its date.',
    'OWNER still stands in SECURITY.md, .github/CODEOWNERS: write who you are.',
  ]
  expect(release('v0.1.0')).toMatchObject({ status: 1, stdout: '', stderr: `${obstacles.join('\n')}\n` })
  for (const args of [[], ['0.1.0'], ['v0.1']])
    expect(release(...args)).toMatchObject({ status: 2, stderr: expect.stringMatching(/^Which release\? .+\n$/) })
  expect(() => readdirSync(written)).toThrow('ENOENT')

  const trial = release('v0.1.0', '--dry-run')
  expect(trial.status).toBe(0)
  expect(trial.stderr).toBe(obstacles.map((obstacle) => `To be done before the release: ${obstacle}\n`).join(''))
  expect(readdirSync(written)).toContain('SHA256SUMS')
})
