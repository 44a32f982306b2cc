import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The files that `npm start` needs, with a main program that prints whose Node runs it, and its arguments. */
let project: string
const main = "console.log(process.env['NODE_OF'], ...process.argv.slice(2))\nprocess.exit(3)\n"

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'anti-relou-'))
  for (const file of ['package.json', 'require-node-24.js', 'local/start.js'])
    cpSync(join(root, file), join(project, file))
  mkdirSync(join(project, 'node_modules'))
  writeFileSync(join(project, 'local/main.ts'), main)
})
afterEach(() => rmSync(project, { recursive: true }))

/** What a Node imports to pretend to be another version. Its child processes don't pretend. */
const pretending = (version: string): string =>
  `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"${version}"}});process.execArgv=[]`

/** Runs the program in a Node that pretends to be another version. */
const runOn = (version: string) =>
  spawnSync(process.execPath, ['--import', pretending(version), 'local/start.js'], { cwd: project, encoding: 'utf8' })

/** An npm that has installed a Node without a `bin`, on a system with another. Either says whose it is. */
const npmOnSystemWith = (version: string) => {
  const { platform, arch, execPath } = process
  const name = `node-${platform}-${arch}`
  const system = join(project, 'system')
  mkdirSync(join(project, 'package/bin'), { recursive: true })
  mkdirSync(system)
  const manifest = { name, version: '24.0.0', bin: { node: 'bin/node' } }
  writeFileSync(join(project, 'package/package.json'), JSON.stringify(manifest))
  const node = (file: string, of: string, options = '') =>
    writeFileSync(file, `#!/bin/sh\nNODE_OF=${of} exec '${execPath}' ${options} "$@"\n`, { mode: 0o755 })
  node(join(project, 'package/bin/node'), 'package')
  node(join(system, 'node'), 'system', `--import '${pretending(version)}'`)
  execFileSync('tar', ['-czf', 'node.tgz', 'package'], { cwd: project })
  const optionalDependencies = { [name]: 'file:node.tgz' }
  const locked = { version: '24.0.0', resolved: 'file:node.tgz', optional: true }
  const packages = { '': { optionalDependencies }, [`node_modules/${name}`]: locked }
  const start = { start: 'node local/start.js' }
  writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module', scripts: start, optionalDependencies }))
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
  test.each([
    ['20.20.2', 'package'],
    ['24.0.0', 'system'],
    ['26.10.0', 'system'],
  ])('on a system with Node %s, runs on the Node of the %s, and npx on the system’s', (version, of) => {
    const npm = npmOnSystemWith(version)
    const stdout = `${of} status --local\n`
    expect(npm('start', '--silent', '--', 'status', '--local')).toMatchObject({ status: 3, stdout, stderr: '' })
    expect(npm('exec', '--silent', '-c', 'node local/main.ts')).toMatchObject({ status: 3, stdout: 'system\n' })
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
})
