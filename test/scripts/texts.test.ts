import { expect, test } from 'vitest'
import { changedTexts } from '../../scripts/texts.ts'

// Whoever changes a word that people act on reads it in each language, by npm run texts, which then knows it.
test('no word of a reply, a card, a mail, a screen or the runbook’s first lines changes unseen', () => {
  expect(changedTexts()).toEqual([])
})

test('a text that is new, is changed or is gone is told of', () => {
  const [first = ''] = changedTexts({})
  expect(changedTexts({ [first]: 'another', 'gone.ts': 'text' })).toEqual(changedTexts({}).concat('gone.ts'))
})
