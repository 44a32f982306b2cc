import { expect, test } from 'vitest'

import { commandLinesOf, exitCodeOf, wordsOf } from './machine.ts'

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

const documented = pages.flatMap(commandLinesOf)

test('the pages document more than twenty commands', () => {
  expect(documented.length).toBeGreaterThan(20)
})

test.each([...new Set(documented)])('the command line parses what the pages show: %s', async (commandLine) => {
  expect(await exitCodeOf(wordsOf(commandLine))).not.toBe(2)
})
