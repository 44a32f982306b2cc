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

/** How a stand-alone reply says what the sender has done, and later ones what to do about a mistake. */
const said: { readonly [L in Language]: readonly [deed: RegExp, mistake: RegExp] } = {
  fr: [/^Vous avez écrit ou téléphoné au numéro /, /erreur \? Ignorez .*STOP/],
  en: [/^You wrote to or called a number /, /mistake, ignore .*STOP/],
  de: [/^Sie haben eine Nummer angeschrieben oder angerufen/, /Irrtum\? Ignorieren .*STOP/],
  es: [/^Ha escrito o llamado a un teléfono /, /error, ignore .*STOP/],
  it: [/^Ha scritto o telefonato a un numero /, /errore, ignori .*STOP/],
  nl: [/^U schreef of belde naar een nummer /, /vergissing\? Negeer .*STOP/],
}

test.each(languages)(
  'in %s, a stand-alone reply says what was done, and later ones tell of STOP and of mistakes',
  (language) => {
    const [deed, mistake] = said[language]
    expect(replyText(language, 0, standAlone)).toMatch(deed)
    expect(replyText(language, 0)).not.toMatch(mistake)
    expect(replyText(language, 1)).toMatch(mistake)
    for (const n of [0, 1]) expect(replyText(language, n)).not.toMatch(/\d|:|www|@/)
  },
)

test.each([
  [1, 'a'.repeat(160)],
  [2, 'a'.repeat(161)],
  [2, replyText('fr', 0).replace("c'est", 'c’est')],
])('the carrier bills %i part for %s', (parts, text) => {
  expect(smsParts(text).parts).toBe(parts)
})

test('a maintainer’s texts replace the project’s, and the last one is repeated', () => {
  const texts = { fr: ['Un.', 'Deux.'] }
  expect([0, 1, 2].map((n) => replyText('fr', n, texts))).toEqual(['Un.', 'Deux.', 'Deux.'])
  expect(replyText('en', 0, texts)).toBe(replyText('en', 0))
})

test.each(Object.entries({ fr: 'FR RE', en: 'GB US', de: 'DE AT', es: 'ES MX', it: 'IT SM VA', nl: 'NL' }))(
  '%s is the language of each of %s, whatever the line speaks',
  (language, countries) => {
    for (const country of countries.split(' '))
      for (const of of languages) expect(languageFor(country, of)).toBe(language)
  },
)

test.each(['BE', 'CH', 'LU', 'CA', 'PL', undefined])('the line decides the language for the country %s', (country) => {
  for (const language of languages) expect(languageFor(country, language)).toBe(language)
})
