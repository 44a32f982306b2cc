import { expect, test } from 'vitest'

import { commandLinesOf, exitCodeOf, wordsOf } from '../../../ops/documented.ts'

const documented = ['docs/whatsapp.md', 'docs/whatsapp.fr.md'].flatMap(commandLinesOf)

test.each([...new Set(documented)])('the command line parses what the pages show: %s', async (commandLine) => {
  expect(await exitCodeOf(wordsOf(commandLine))).not.toBe(2)
})

test('both pages show how to attach a line', () => {
  expect(documented.filter((line) => line.startsWith('attach whatsapp:+'))).toHaveLength(2)
})
