import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

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

/** Runs the program in a Node that pretends to be another version. Its child processes don't pretend. */
const runOn = (version: string, ...args: readonly string[]) => {
  const pretend = `data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'${version}'}});process.execArgv=[]`
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', pretend, 'local/start.js', ...args], {
    cwd: project,
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

describe.skipIf(process.platform === 'win32')('npm start', () => {
  test.each(['20.20.2', '26.10.0'])('runs in the Node that npm installed, if npm found Node %s', (version) => {
    install()
    const { status, stdout, stderr } = runOn(version, 'status', '--local')
    expect([status, stdout, stderr]).toEqual([3, 'installed\nstatus --local\n', ''])
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

  test('on a newer Node, runs in that if none is installed', () => {
    expect(runOn('26.10.0')).toMatchObject({ status: 3, stderr: '' })
  })
})
