import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { runOps } from '../../ops/run.ts'
import { Refusal } from '../../settings/refusal.ts'

const pages = [
  'README.md',
  'README.fr.md',
  'docs/deploy.md',
  'docs/deploy.fr.md',
  'docs/privacy.md',
  'docs/privacy.fr.md',
  'docs/runbook.md',
  'docs/runbook.fr.md',
  'docs/sim.md',
  'docs/upgrade.md',
]

/** The command lines of a page, as a shell would hand them on. */
const commandLinesOf = (page: string): readonly string[] => {
  const text = readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8')
  const found = text.matchAll(/npm run (?:-s )?(?:(doctor|card)|ops) -- ([^`#|\n]+)/g)
  return [...found].map(([, name = '', rest = '']) => `${name} ${rest}`.trim())
}

const wordsOf = (commandLine: string): readonly string[] =>
  [...commandLine.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')

/** Gets as far as AWS, and no farther. */
const exitCodeOf = (args: readonly string[]): Promise<number> =>
  runOps(args, {
    connect: () => {
      throw new Refusal('This far and no farther.')
    },
    localEndpoint: () => 'http://127.0.0.1:1',
    variable: () => undefined,
    print: () => {},
    complain: () => {},
    readInput: async () => '+33612345678',
    onlyStage: () => 'local',
    now: () => 0,
    wait: async () => {},
  })

const documented = pages.flatMap(commandLinesOf).filter((commandLine) => !commandLine.includes('<'))

test('the documents show many commands', () => {
  expect(documented.length).toBeGreaterThan(20)
})

test.each([...new Set(documented)])('%s is understood', async (commandLine) => {
  expect(await exitCodeOf(wordsOf(commandLine))).not.toBe(2)
})
