import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A bundle, and the environment that it needs to be imported in. */
export type Importable = { readonly file: string; readonly variables: { readonly [name: string]: string } }

/**
 * Milliseconds that Node takes to import each module, more than it takes for an empty one: of several runs, in which they
 * take turns.
 */
export const importTimesMs = (modules: readonly Importable[], runs: number): readonly (readonly number[])[] => {
  const folder = mkdtempSync(join(tmpdir(), 'anti-relou-'))
  const empty = { file: join(folder, 'empty.mjs'), variables: {} }
  writeFileSync(empty.file, '')
  const rounds = Array.from({ length: runs }, () => {
    const emptyMs = importTimeMs(empty)
    return modules.map((module) => importTimeMs(module) - emptyMs)
  })
  rmSync(folder, { recursive: true })
  return modules.map((_, i) => rounds.map((round) => round[i] ?? Number.NaN))
}

/** As the process that imports it sees it: what it took to start and to end is left out. */
const importTimeMs = ({ file, variables }: Importable): number => {
  const program = `const start = performance.now(); await import(${JSON.stringify(`file://${file}`)}); console.log(performance.now() - start)`
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', program], { env: variables }))
}
