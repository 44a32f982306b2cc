import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A module, and the environment variables that are needed to import it. */
export type Importable = { readonly file: string; readonly variables: { readonly [name: string]: string } }

/**
 * How many milliseconds longer Node takes to import each module than an empty one. Returns the times of all runs for each module. The runs
 * of the modules are interleaved.
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

/** Measured within the importing process, so that its start and exit are left out. */
const importTimeMs = ({ file, variables }: Importable): number => {
  const program = `const start = performance.now(); await import(${JSON.stringify(`file://${file}`)}); console.log(performance.now() - start)`
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', program], { env: variables }))
}
