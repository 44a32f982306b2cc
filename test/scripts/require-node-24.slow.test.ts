import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'

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
    const project = createProject()
    rmSync(join(project, 'node_modules'), { recursive: true })
    const { status, stdout, stderr } = runOn('24.1.0', project)
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^npm ci has to be run first: [^\n]*\.\n$/)
  })

  test('on an older Node, asks for npm ci if none is installed', () => {
    const { status, stdout, stderr } = runOn('20.20.2')
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^This is Node 20\.20\.2, but .* needs Node 24: run npm ci.*\n$/)
  })
})

/** The files that `npm start` needs, with a main program that prints whose Node runs it, and its arguments. */
const createProject = (): string => {
  const project = temporaryFolder()
  for (const file of ['package.json', 'require-node-24.js', 'local/start.js'])
    cpSync(new URL(`../../${file}`, import.meta.url), join(project, file))
  mkdirSync(join(project, 'node_modules'))
  const main = "console.log(process.env['NODE_OF'], ...process.argv.slice(2))\nprocess.exit(3)\n"
  writeFileSync(join(project, 'local/main.ts'), main)
  return project
}

/** What a Node imports to pretend to be another version. Its child processes don't pretend. */
const pretending = (version: string): string =>
  `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"${version}"}});process.execArgv=[]`

/** Runs the program in a Node that pretends to be another version. */
const runOn = (version: string, cwd = createProject()) =>
  spawnSync(process.execPath, ['--import', pretending(version), 'local/start.js'], { cwd, encoding: 'utf8' })

/** An npm that has installed a Node without a `bin`, on a system with another. Either says whose it is. */
const npmOnSystemWith = (version: string) => {
  const project = createProject()
  const [name, system] = [`node-${process.platform}-${process.arch}`, join(project, 'system')]
  mkdirSync(join(project, 'package/bin'), { recursive: true })
  mkdirSync(system)
  const write = (file: string, content: object) => writeFileSync(join(project, file), JSON.stringify(content))
  write('package/package.json', { name, version: '24.0.0', bin: { node: 'bin/node' } })
  const node = (folder: string, of: string, options = '') => {
    const script = `#!/bin/sh\nNODE_OF=${of} exec '${process.execPath}' ${options} "$@"\n`
    writeFileSync(join(project, folder, 'node'), script, { mode: 0o755 })
  }
  node('package/bin', 'package')
  node('system', 'system', `--import '${pretending(version)}'`)
  execFileSync('tar', ['-czf', 'node.tgz', 'package'], { cwd: project })
  const optionalDependencies = { [name]: 'file:node.tgz' }
  const locked = { version: '24.0.0', resolved: 'file:node.tgz', optional: true }
  const packages = { '': { optionalDependencies }, [`node_modules/${name}`]: locked }
  write('package.json', { type: 'module', scripts: { start: 'node local/start.js' }, optionalDependencies })
  write('package-lock.json', { lockfileVersion: 3, packages })
  const env = { ...process.env, PATH: `${system}:${process.env['PATH']}`, npm_config_cache: join(project, 'cache') }
  const npm = (...args: readonly string[]) => spawnSync('npm', args, { cwd: project, encoding: 'utf8', env })
  npm('ci', '--offline', '--ignore-scripts')
  return npm
}
