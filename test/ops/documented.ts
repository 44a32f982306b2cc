import { readFileSync } from 'node:fs'

import { Refusal } from '../../settings/refusal.ts'
import { runOn } from './machine.ts'

/** The command lines on a page that have no placeholders. */
export const commandLinesOf = (page: string): readonly string[] => {
  const text = readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8')
  const found = text.matchAll(/npm run (?:-s )?(?:(doctor|card)|ops) -- ([^`#|\n]+)/g)
  return [...found]
    .map(([, name = '', rest = '']) => `${name} ${rest}`.trim())
    .filter((commandLine) => !commandLine.includes('<'))
}

export const wordsOf = (commandLine: string): readonly string[] =>
  [...commandLine.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')

/** Runs a command that stops at its first connection to AWS. */
export const exitCodeOf = async (args: readonly string[]): Promise<number> => {
  const connect = () => {
    throw new Refusal('This far and no farther.')
  }
  return (await runOn({ connect, readInput: async () => '+33612345678' }, args)).exitCode
}
