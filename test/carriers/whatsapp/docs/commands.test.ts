import { expect, test } from 'vitest'

import { commandLinesOf, exitCodeOf, wordsOf } from '../../../ops/documented.ts'

const documented = ['docs/whatsapp.md', 'docs/whatsapp.fr.md'].flatMap(commandLinesOf)

test.each([...new Set(documented)])('%s is understood', async (commandLine) => {
  expect(await exitCodeOf(wordsOf(commandLine))).not.toBe(2)
})

test('the pages show how a line is attached', () => {
  expect(documented.filter((line) => line.startsWith('attach whatsapp:+'))).toHaveLength(2)
})
