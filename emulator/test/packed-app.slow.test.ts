import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { synthesiseSmallApp } from './small-app.ts'

const emulator = fileURLToPath(new URL('..', import.meta.url))
const installed = fileURLToPath(new URL('../../node_modules', import.meta.url))

test('the example of the README runs in an empty folder, with the packed package and a foreign app', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'packed-app-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const run = (program: string, args: readonly string[], cwd = folder) =>
    execFileSync(program, args, { cwd, encoding: 'utf8' })

  const tsc = join(installed, 'typescript/bin/tsc')
  // What an older version has left there must not be packed.
  mkdirSync(join(emulator, 'dist/services/ovh'), { recursive: true })
  writeFileSync(join(emulator, 'dist/services/ovh/left.js'), '')
  run('npm', ['run', '--silent', 'build'], emulator)
  run('npm', ['pack', '--silent', '--pack-destination', folder], emulator)
  const [archive = ''] = readdirSync(folder).filter((file) => file.endsWith('.tgz'))
  const modules = join(folder, 'node_modules')
  mkdirSync(join(modules, 'anti-relou-emulator'), { recursive: true })
  run('tar', ['-xzf', archive, '-C', join(modules, 'anti-relou-emulator'), '--strip-components=1'])
  const packed = readdirSync(join(modules, 'anti-relou-emulator/dist'), { recursive: true }).map(String)
  expect(packed.filter((file) => /httpsms|ovh|whatsapp|social/.test(file))).toEqual([])
  // A test fetches nothing, so links take the place of the packages that npm would install.
  symlinkSync(installed, join(modules, 'anti-relou-emulator', 'node_modules'))
  for (const scope of ['@aws-sdk', '@types']) symlinkSync(join(installed, scope), join(modules, scope))

  const [, example = ''] = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(emulator, 'README.md'), 'utf8')) ?? []
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }))
  writeFileSync(join(folder, 'example.ts'), example)
  await synthesiseSmallApp(join(folder, 'cdk.out'))

  const types = '--noEmit --strict --module nodenext --target es2024 --lib es2024 --types node --skipLibCheck'
  run(process.execPath, [tsc, ...types.split(' '), 'example.ts'])
  expect(run(process.execPath, ['example.ts'])).toBe('saved one coffee\n')
})
