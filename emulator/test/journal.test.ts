import { expect, it } from 'vitest'
import { createJournal, firstOf } from '../journal.ts'

it.each([
  [[], 'Within 0.001 s there was no entry at all.'],
  [
    [{ line: 'ready' }, { line: 'no such table' }],
    'Within 0.001 s none of the entries was meant. The last of 2: {"line":"no such table"}',
  ],
])('firstOf says in time what came last, if nothing is found: %o', async (entries, sentence) => {
  const journal = createJournal<object>()
  for (const entry of entries) journal.append(entry)
  await expect(firstOf(journal, () => undefined, 1)).rejects.toThrow(sentence)
})
