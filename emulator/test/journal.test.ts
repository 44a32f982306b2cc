import { describe, expect, it } from 'vitest'

import { createJournal, firstOf } from '../journal.ts'

describe('firstOf', () => {
  it('finds an entry among those that are there and those to come', async () => {
    const journal = createJournal<string>()
    journal.append('ready')
    const found = firstOf(journal, (entry) => (entry.startsWith('saved') ? entry : undefined), 60_000)
    journal.append('saved one coffee')
    expect(await found).toBe('saved one coffee')
    expect(await firstOf(journal, (entry) => entry.length || undefined, 60_000)).toBe(5)
  })

  it.each([
    [[], 'Within 0.001 s there was no entry at all.'],
    [
      [{ line: 'ready' }, { line: 'no such table' }],
      'Within 0.001 s none of the entries was meant. The last of 2: {"line":"no such table"}',
    ],
  ])('says in time what came last, if nothing is found', async (entries, sentence) => {
    const journal = createJournal<object>()
    for (const entry of entries) journal.append(entry)
    await expect(firstOf(journal, () => undefined, 1)).rejects.toThrow(sentence)
  })
})
