import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Refusal, UsageError } from '../settings/refusal.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'dist/release')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

/** Runs git in a folder, and shows what it complains of. Returns what it prints. Throws if it fails. */
const git = (cwd: string, ...args: readonly string[]): string =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })

/** The files in which a fork writes who it is, in place of OWNER: all but those that explain the word. */
const owned = (): readonly string[] =>
  git(root, 'ls-files', '--', '*.md', '*.json', '.github', ':!CONTRIBUTING.md', ':!test', ':!*/test').trim().split('\n')

/** What keeps a tag from being a release. */
const obstacles = (tag: string): readonly string[] => {
  const { version } = JSON.parse(read('package.json'))
  const placeholders = owned().filter((file) => read(file).includes('OWNER'))
  const kept = `test/releases/${version}.json`
  const tagged = git(root, 'for-each-ref', '--format=%(*objectname)', `refs/tags/${tag}`).trim()
  return [
    ...(['', git(root, 'rev-parse', 'HEAD').trim()].includes(tagged) ? [] : [`${tag} is already another commit.`]),
    ...(tag === `v${version}` ? [] : [`The tag ${tag} must be v${version}, the version in package.json.`]),
    ...(notesOf(version) === undefined ? [`CHANGELOG.md must have a section "## ${version}", with its date.`] : []),
    ...(existsSync(join(root, kept))
      ? []
      : [`${kept} is missing: keep there what a number of this version stores (CONTRIBUTING.md).`]),
    ...(placeholders.length === 0 ? [] : [`OWNER still stands in ${placeholders.join(', ')}: write who you are.`]),
    ...(/^[^#\n]/m.test(read('allowed_signers')) ? [] : ['allowed_signers names nobody: write who signs.']),
  ]
}

/** The changelog's section of a version, without its heading; undefined if it has none with a date. */
const notesOf = (version: string): string | undefined => {
  const sections = read('CHANGELOG.md').split(/^## /m).slice(1)
  const begin = new RegExp(`^${version.replaceAll('.', '\\.')}, \\d{4}-\\d\\d-\\d\\d\\n`)
  const section = sections.find((one) => begin.test(one))
  return section?.slice(section.indexOf('\n')).trim()
}

/** Writes the files of a release into dist/release: the tree, a list of what it is made of, notes, and their sums. */
const write = (tag: string, notes: string): readonly string[] => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const name = `anti-relou-${tag.slice(1)}`
  const archive = `${name}.tar.gz`
  // git gives an archive the time of its commit, so the same commit gives the same bytes.
  git(root, 'archive', '--format=tar.gz', `--prefix=${name}/`, `--output=${join(folder, archive)}`, 'HEAD')
  const bill = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx'], { cwd: root, maxBuffer: 1e8 })
  writeFileSync(join(folder, `${name}.cdx.json`), bill)
  writeFileSync(join(folder, 'notes.md'), `${notes}\n`)
  const files = [archive, `${name}.cdx.json`]
  const sums = files.map((file) => `${sumOf(join(folder, file))}  ${file}\n`)
  writeFileSync(join(folder, 'SHA256SUMS'), sums.join(''))
  return [...files, 'notes.md', 'SHA256SUMS']
}

const sumOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')

/** Signs a tag unless it is there, and has a copy of the last release check it out. Returns whether it is new. */
const sign = (tag: string): boolean => {
  const clone = mkdtempSync(join(tmpdir(), 'anti-relou-release-'))
  const releases = git(root, 'tag', '--list', 'v*', '--merged', 'HEAD', '--sort=-v:refname').trim().split('\n')
  const isNew = !releases.includes(tag)
  const last = releases.find((one) => one !== '' && one !== tag)
  try {
    if (isNew) git(root, '-c', 'gpg.format=ssh', 'tag', '--sign', '--message', tag, tag)
    git(root, 'clone', '--quiet', '.', clone)
    if (last !== undefined) git(clone, 'checkout', '--quiet', `refs/tags/${last}`)
    execFileSync('sh', ['scripts/checkout-release.sh', tag], { cwd: clone, stdio: 'inherit' })
  } catch {
    if (isNew) spawnSync('git', ['tag', '--delete', tag], { cwd: root, stdio: 'ignore' })
    throw new Refusal(`${tag} could not be signed, or a copy of ${last ?? 'this release'} refuses it.`)
  } finally {
    rmSync(clone, { recursive: true, force: true })
  }
  return isNew
}

const main = ([tag]: readonly string[]): void => {
  if (tag === undefined || !/^v\d+\.\d+\.\d+$/.test(tag))
    throw new UsageError('Which release? Name its tag, such as: npm run release -- v0.1.0')
  const found = obstacles(tag)
  if (found.length > 0) throw new Refusal(found.join('\n'))
  const isNew = sign(tag)
  const files = write(tag, notesOf(tag.slice(1)) ?? '')
  console.log(files.map((file) => `dist/release/${file}`).join('\n'))
  if (isNew) console.log(`${tag} is signed: git push origin ${tag} makes the release.`)
}

try {
  main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Refusal) && !(error instanceof UsageError)) throw error
  console.error(error.message)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
