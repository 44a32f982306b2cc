import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

import { Refusal, UsageError } from '../settings/refusal.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'dist/release')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

/** Files in which a fork writes who it is, in place of OWNER. */
const owned = ['package.json', 'SECURITY.md', '.github/CODEOWNERS', '.github/ISSUE_TEMPLATE/config.yml']

/** What keeps a tag from being a release. */
const obstacles = (tag: string): readonly string[] => {
  const { version } = JSON.parse(read('package.json'))
  const placeholders = owned.filter((file) => read(file).includes('OWNER'))
  return [
    ...(tag === `v${version}` ? [] : [`The tag ${tag} must be v${version}, the version in package.json.`]),
    ...(notesOf(version) === undefined ? [`CHANGELOG.md must have a section "## ${version}", with its date.`] : []),
    ...(placeholders.length === 0 ? [] : [`OWNER still stands in ${placeholders.join(', ')}: write who you are.`]),
  ]
}

/** The changelog's section of a version, without its heading; undefined if there is none, or if it is not yet released. */
const notesOf = (version: string): string | undefined => {
  const sections = read('CHANGELOG.md').split(/^## /m).slice(1)
  const section = sections.find((one) =>
    new RegExp(`^${version.replaceAll('.', '\\.')}, \\d{4}-\\d\\d-\\d\\d\\n`).test(one),
  )
  return section?.slice(section.indexOf('\n')).trim()
}

/** Writes the files of a release into dist/release: the tree, a list of what it is made of, notes, and their sums. */
const write = (tag: string, notes: string): readonly string[] => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const name = `anti-relou-${tag.slice(1)}`
  const archive = `${name}.tar.gz`
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: root })
  // git gives an archive the time of its commit, so the same commit gives the same bytes.
  git('archive', '--format=tar.gz', `--prefix=${name}/`, `--output=${join(folder, archive)}`, 'HEAD')
  const bill = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx'], { cwd: root, maxBuffer: 1e8 })
  writeFileSync(join(folder, `${name}.cdx.json`), bill)
  writeFileSync(join(folder, 'notes.md'), `${notes}\n`)
  const files = [archive, `${name}.cdx.json`]
  const sums = files.map((file) => `${sumOf(join(folder, file))}  ${file}\n`)
  writeFileSync(join(folder, 'SHA256SUMS'), sums.join(''))
  return [...files, 'notes.md', 'SHA256SUMS']
}

const sumOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')

const main = (): void => {
  const { values, positionals } = parseArgs({
    options: { 'dry-run': { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const [tag] = positionals
  if (tag === undefined || !/^v\d+\.\d+\.\d+$/.test(tag))
    throw new UsageError(
      'Which release? A tag such as v0.1.0, and --dry-run to try it: npm run release -- v0.1.0 --dry-run.',
    )
  const found = obstacles(tag)
  if (found.length > 0 && !values['dry-run']) throw new Refusal(found.join('\n'))
  for (const obstacle of found) console.error(`To be done before the release: ${obstacle}`)
  const files = write(tag, notesOf(tag.slice(1)) ?? '')
  console.log(files.map((file) => `dist/release/${file}`).join('\n'))
}

try {
  main()
} catch (error) {
  if (!(error instanceof Refusal) && !(error instanceof UsageError)) throw error
  console.error(error.message)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
