import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { standAlone } from '../../../settings/texts.ts'
import { type Language, languageFor, languages, replyText, smsParts } from '../../../shared/rules/messages.ts'

test.each(languages)('every %s text is GSM-7 and fits one part', (language) => {
  for (const n of [0, 1, 2, 3])
    for (const text of [replyText(language, n), replyText(language, n, standAlone)])
      expect(smsParts(text)).toEqual({ gsm7: true, parts: 1 })
})

test('the first French reply is the historical text, letter for letter', () => {
  expect(replyText('fr', 0)).toBe(
    "Si vous recevez ce message, c'est que votre interlocuteur (trice) estime que vous harceliez. Veuillez ne plus l'importuner ainsi !",
  )
})

// Two maintainers agree before anybody reads other words than these (CONTRIBUTING.md): then they change this, too.
test('no word of a text changes unseen', () => {
  const all = languages.map((language) =>
    [0, 1].flatMap((n) => [replyText(language, n), replyText(language, n, standAlone)]),
  )
  expect(createHash('sha256').update(JSON.stringify(all)).digest('base64url').slice(0, 8)).toBe('R8trRY6v')
})

/** How a stand-alone reply says what the sender has done, and later ones what to do about a mistake. */
const said: { readonly [L in Language]: readonly [deed: RegExp, mistake: RegExp] } = {
  fr: [/^Vous avez écrit ou téléphoné à un numéro /, /erreur \? Ignorez .*STOP/],
  en: [/^You wrote to or called a number /, /mistake, ignore .*STOP/],
  de: [/^Sie haben eine Nummer angeschrieben oder angerufen/, /Irrtum\? Ignorieren .*STOP/],
  es: [/^Ha escrito o llamado a un teléfono /, /error, ignore .*STOP/],
  it: [/^Ha scritto o telefonato a un numero /, /errore, ignori .*STOP/],
  nl: [/^U schreef of belde naar een nummer /, /vergissing\? Negeer .*STOP/],
}

test.each(languages)('the first %s stand-alone reply says what the sender has done', (language) => {
  expect(replyText(language, 0, standAlone)).toMatch(said[language][0])
})

test.each(languages)('later replies in %s, and only they, tell of STOP and of mistakes', (language) => {
  expect(replyText(language, 0)).not.toMatch(said[language][1])
  expect(replyText(language, 1)).toMatch(said[language][1])
})

test.each(languages)('no %s text contains a link or a number', (language) => {
  for (const earlierReplies of [0, 1]) expect(replyText(language, earlierReplies)).not.toMatch(/\d|:|www|@/)
})

test('parts are counted as the carrier bills them', () => {
  const parts = (text: string) => smsParts(text).parts
  expect(parts('a'.repeat(160))).toBe(1)
  expect(parts('a'.repeat(161))).toBe(2)
  expect(parts('€'.repeat(80))).toBe(1)
  expect(parts(`${'a'.repeat(159)}€`)).toBe(2)
  // An extension character counts as two and is never split: none fits after 152 characters of a part with 153.
  expect(parts(`${'a'.repeat(152)}€${'a'.repeat(152)}`)).toBe(3)
  expect(parts('ê'.repeat(70))).toBe(1)
  expect(parts('ê'.repeat(71))).toBe(2)
  expect(parts(replyText('fr', 0).replace("c'est", 'c’est'))).toBe(2)
})

test('a maintainer’s texts replace the project’s, and the last one is repeated', () => {
  const texts = { fr: ['Un.', 'Deux.'] }
  expect([0, 1, 2].map((n) => replyText('fr', n, texts))).toEqual(['Un.', 'Deux.', 'Deux.'])
  expect(replyText('en', 0, texts)).toBe(replyText('en', 0))
})

test('the sender’s country decides the language if it has only one', () => {
  const answered = (...countries: readonly string[]) => countries.map((country) => languageFor(country, 'fr'))
  expect(answered('FR', 'RE')).toEqual(['fr', 'fr'])
  expect(answered('GB', 'US')).toEqual(['en', 'en'])
  expect(answered('DE', 'AT')).toEqual(['de', 'de'])
  expect(answered('ES', 'MX')).toEqual(['es', 'es'])
  expect(answered('IT', 'SM', 'VA')).toEqual(['it', 'it', 'it'])
  expect(answered('NL')).toEqual(['nl'])
})

test.each(['BE', 'CH', 'LU', 'CA', 'PL', undefined])('the line decides the language for the country %s', (country) => {
  expect(languageFor(country, 'en')).toBe('en')
  expect(languageFor(country, 'nl')).toBe('nl')
})
