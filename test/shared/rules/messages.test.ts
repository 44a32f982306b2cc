import { expect, test } from 'vitest'

import { languageFor, languages, partsPerReply, replyText } from '../../../shared/rules/messages.ts'
import { smsParts } from '../../../shared/rules/sms-parts.ts'

test.each(languages)('every %s text is GSM-7 and fits one part', (language) => {
  for (const earlierReplies of [0, 1, 2, 3])
    expect(smsParts(replyText(language, earlierReplies))).toEqual({ gsm7: true, parts: partsPerReply })
})

test('the first French reply is the historical text, letter for letter', () => {
  expect(replyText('fr', 0)).toBe(
    "Si vous recevez ce message, c'est que votre interlocuteur (trice) estime que vous harceliez. Veuillez ne plus l'importuner ainsi !",
  )
})

test('counts parts as the carrier bills them', () => {
  const parts = (text: string) => smsParts(text).parts
  expect(parts('a'.repeat(160))).toBe(1)
  expect(parts('a'.repeat(161))).toBe(2)
  expect(parts('€'.repeat(80))).toBe(1)
  expect(parts(`${'a'.repeat(159)}€`)).toBe(2)
  // An extension character is never cut in two: 152 and one don't make 153 with it.
  expect(parts(`${'a'.repeat(152)}€${'a'.repeat(152)}`)).toBe(3)
  expect(parts('ê'.repeat(70))).toBe(1)
  expect(parts('ê'.repeat(71))).toBe(2)
  expect(parts(replyText('fr', 0).replace("c'est", 'c’est'))).toBe(2)
})

test('a maintainer’s texts replace the project’s, the last one for good', () => {
  const texts = { fr: ['Un.', 'Deux.'] }
  expect([0, 1, 2].map((n) => replyText('fr', n, texts))).toEqual(['Un.', 'Deux.', 'Deux.'])
  expect(replyText('en', 0, texts)).toBe(replyText('en', 0))
})

test('a country with one language decides, one with several leaves it to the line', () => {
  expect(languageFor('FR', 'en')).toBe('fr')
  expect(languageFor('BE', 'en')).toBe('en')
})
