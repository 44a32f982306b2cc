import { readFileSync, statSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import * as helplines from '../../../ops/card/helplines.ts'
import { aboutHelpline } from '../../../ops/card/helplines-said.ts'
import { drawNames, wordsIn } from '../../../ops/card/languages.ts'
import { type Card, cardsOnSheet, drawSheet } from '../../../ops/card/sheet.ts'
import { wordsOn } from '../../../ops/card/words.ts'
import { findLine } from '../../../ops/commands/card.ts'
import { isNobodys, readSettings } from '../../../settings/read.ts'
import { type Language, languages } from '../../../shared/rules/messages.ts'
import { example, exampleFile, exampleWith, line } from '../../settings/checked.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { runOn } from '../machine.ts'
import { byPigeon, fontsIn, readPrinted, readText } from './drawn.ts'

const number = '+393990000000'

const usual = { number: '+33639980021', language: 'fr', countries: ['FR'], remark: undefined, sample: false } as const
const cardWith = (changes: Partial<Card> = {}): Card => {
  const names = Array.from({ length: cardsOnSheet(changes.countries ?? ['FR']) }, () => 'Alix')
  return { ...usual, names, ...changes }
}
/** Where somebody is known to answer. */
const countriesWithLines = [...new Set(helplines.allHelplines.flatMap(({ countries }) => countries))]
const placeOf = (one: helplines.Helpline) => one[helplines.channelsOf(one)[0] ?? 'call'] ?? ''
const printed = async (changes: Partial<Card> = {}) => readPrinted(await drawSheet(cardWith(changes)))
/** How often the text stands on the sheet, whatever its spaces and line breaks. */
const countOf = (text: string, words: string): number => text.split(words.replaceAll(/\s/g, '')).length - 1

describe('a sheet', () => {
  test.each(languages)('prints in %s at most three lines besides the purpose, all readable', async (language) => {
    const cards = countriesWithLines.map((country) => cardWith({ language, countries: [country], remark: byPigeon }))
    const length = (card: Card) => wordsOn(card).join(' ').length
    for (const card of cards.toSorted((a, b) => length(b) - length(a)).slice(0, 4)) {
      const { text, lastLine, lastCut, smallest } = await printed(card)
      const lines = wordsOn(card)
      expect(lines.length).toBeLessThanOrEqual(1 + 3)
      for (const line of lines) expect([line, countOf(text, line)]).toEqual([line, cardsOnSheet(card.countries)])
      expect(smallest).toBeGreaterThanOrEqual(8)
      expect(lastLine).toBeLessThan(lastCut - 3)
    }
  })

  test.each([
    ['+33639980021', '06 39 98 00 21', '+33 6 39 98 00 21'],
    ['+33937001234', '09 37 00 12 34', '+33 9 37 00 12 34'],
    ['+447400123456', '07400 123456', '+44 7400 123456'],
  ])('prints %s as people of its country say it, %s, and then as %s', async (number, national, international) => {
    const { text } = await printed({ number })
    expect(countOf(text, `${national}${international}`)).toBe(8)
  })

  test('prints the only network of a number directly under it, on the part that is kept', async () => {
    const { text } = await printed({ remark: byPigeon })
    expect(countOf(text, '06 39 98 00 21 Pigeon +33 6 39 98 00 21')).toBe(8)
    expect(text).not.toContain('Bypigeononly.')
  })

  test('embeds each font that it uses, since another’s digits would cross the cuts', async () => {
    const fonts = fontsIn(await drawSheet(cardWith()))
    expect(fonts.length).toBeGreaterThan(1)
    expect(fonts.filter(({ embedded }) => !embedded)).toEqual([])
  })

  test('has QR codes that only save the number, each as an ordinary contact of its own', async () => {
    const names = ['Zoé', ...drawNames('fr', 'prod +33639980021', 7)]
    const contactOf = (name: string) =>
      `BEGIN:VCARD\r\nVERSION:3.0\r\nN:;${name};;;\r\nFN:${name}\r\nTEL;TYPE=CELL:+33639980021\r\nEND:VCARD`
    expect((await printed({ names })).codes.toSorted()).toEqual(names.map(contactOf).toSorted())
  })

  test.each([
    ['FR', 8, [595, 842]],
    ['US', 6, [612, 792]],
    ['CL', 6, [612, 792]],
  ] as const)('fits on the paper of %s', async (country, cards, size) => {
    const sheet = await drawSheet(cardWith({ countries: [country], language: 'en' }))
    const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(sheet.toString('latin1')) ?? []
    expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual(size)
    const { codes, lastCut } = readPrinted(sheet)
    expect(codes).toHaveLength(cards)
    expect(lastCut).toBeLessThan(Number(height) - 18)
  })
})

describe('the names of contacts', () => {
  const draw = (seed: string, language: Language = 'fr') => drawNames(language, seed, cardsOnSheet(['FR']))

  test('are the same whenever the sheet is drawn, and in another order on the sheet of another number', () => {
    expect(draw('prod +33639980021')).toEqual(draw('prod +33639980021'))
    expect(draw('prod +33639980022')).not.toEqual(draw('prod +33639980021'))
    expect(draw('prod +33639980022').toSorted()).toEqual(draw('prod +33639980021').toSorted())
  })

  test.each(languages)('are enough for a sheet in %s, and short enough for a contact', (language) => {
    const names = draw('seed', language)
    // Italian has few that women and men bear, so two come again.
    expect(new Set(names).size).toBe(language === 'it' ? 6 : 8)
    expect(names.filter((name) => !/^\p{Lu}\p{Ll}{1,8}$/u.test(name))).toEqual([])
  })
})

describe('the numbers on a card', () => {
  const saysIn = (country: string, language: Language = 'fr') =>
    wordsOn(cardWith({ countries: [country], language }))
      .join(' ')
      .replaceAll('\u00a0', ' ')

  test('are those of the country of the number: first who sends somebody, then who answers day and night', () => {
    expect(saysIn('FR')).toMatch(/\b17 .*\b114 .*Jour et nuit : 3919 .*arretonslesviolences\.gouv\.fr .*\b119 /)
    expect(saysIn('BE')).toMatch(/\b101 .*\b112 .*Jour et nuit : 107 .*\b103 /)
    expect(saysIn('BE')).not.toMatch(/\b(17|114|3919|116 006)\b/)
  })

  test('are replaced by the European one where none is known', () => {
    expect(saysIn('MX', 'en')).toContain('In danger, not this number, but in Europe 112.')
  })

  test.each(languages)(
    'are in %s of people whose hours are known, some for anybody and for the young if there are any',
    (language) => {
      for (const country of countriesWithLines) {
        const said = saysIn(country, language)
        const ofCountry = helplines.allHelplines.filter((one) => one.countries.includes(country))
        const shown = ofCountry.filter((one) => said.includes(`${placeOf(one)} (`))
        expect([country, shown.length]).toEqual([country, expect.toSatisfy((count: number) => count > 0)])
        const isOpen = (one: helplines.Helpline) => one.hours?.[helplines.channelsOf(one)[0] ?? 'call'] !== undefined
        expect(shown.filter((one) => !helplines.sendsHelp(one) && !isOpen(one))).toEqual([])
        const open = helplines.listenersIn([country], language).filter((one) => one.hours)
        const young = helplines.listenersToTheYoungIn([country], language).filter((one) => one.hours)
        const who = shown.map((one) => one.for)
        const isYoung = who.some((cause) => young.some((one) => one.for === cause))
        expect([country, isYoung]).toEqual([country, young.length > 0])
        if (open.some((one) => helplines.isForAnybody(one) && helplines.isAlwaysThere(one)))
          expect([country, shown.some(helplines.isForAnybody)]).toEqual([country, true])
      }
    },
  )

  test('are said to speak Dutch on a French card, to want a 55 and to close at midnight where that holds', () => {
    const dutch = helplines.allHelplines.filter(({ call }) => call === '1712')
    expect(dutch.map((one) => aboutHelpline(one, 'fr'))).toEqual(['toutes violences, néerlandais, lun.–ven.'])
    expect(saysIn('GB')).toContain('sans parler : sur un mobile, tapez 55 quand on vous le demande')
    expect(saysIn('CL')).toMatch(/1455 \(violences faites aux femmes, espagnol, lun\.–ven\. 8–24 h sauf jours fériés\)/)
  })
})

test('a card promises nothing for the staff of a bar: the file for phones says more of them', () => {
  expect(wordsOn(cardWith()).join(' ')).not.toMatch(/Angela|bar/)
})

describe('the number on a card', () => {
  const bought = exampleWith({
    lines: [
      { buy: 'SIMULATOR', language: 'nl' },
      { number: '+32460000000', language: 'fr' },
    ],
    countries: ['US', 'BE'],
  })
  const unread = () => Promise.reject(new Error('Nobody should ask AWS.'))
  const deployed = async () => ['+12065550100', '+32460000000']

  test('may be one that the stack has bought', async () => {
    const found = await findLine('+12065550100', { stage: 'prod', settings: bought, deployedNumbers: deployed })
    expect(found).toMatchObject({ number: '+12065550100', index: 1, language: 'nl', isNobodys: true })
  })

  test('need not be given if the stage has one only, written or bought', async () => {
    const found = await findLine(undefined, { stage: 'prod', settings: example, deployedNumbers: unread })
    expect(found.number).toBe(number)
    const settings = { lines: bought.lines.slice(0, 1) }
    const only = await findLine(undefined, { stage: 'prod', settings, deployedNumbers: async () => ['+12065550100'] })
    expect(only.number).toBe('+12065550100')
  })
})

describe('a number that is nobody’s', () => {
  test.each(['fr', 'de'] as const)('is the only one that has that said across each card, in %s', async (language) => {
    const word = wordsIn[language].sample
    expect(countOf((await printed({ language, sample: true })).text, `+33 6 39 98 00 21${word}`)).toBe(8)
    expect(countOf((await printed({ language })).text, word)).toBe(0)
  })

  test('is any of a stage that comes with the project, also in the settings of another, and a simulator', () => {
    const linesWith = (number: string) => exampleWith({ lines: [{ number, language: 'fr' }], countries: ['BE'] }).lines
    for (const stage of ['local', 'local-ovh', 'example', 'rehearsal'])
      expect([stage, isNobodys(stage, readSettings(stage).lines.slice(0, 1))]).toEqual([stage, true])
    expect(isNobodys('prod', linesWith('+32460000000'))).toBe(true)
    expect(isNobodys('prod', readSettings('rehearsal').lines)).toBe(true)
    expect(isNobodys('prod', linesWith('+32460000001'))).toBe(false)
  })
})

/** Settings list every number of these stages, so that no request to AWS is needed. */
const card = (...args: readonly string[]) => runOn({}, ['card', ...args])

test('card accepts a number with punctuation, and draws names and a sheet in the language of the line', async () => {
  const { exitCode, out } = await card('--number', '+32 (460) 00-00.00', '--json')
  expect(exitCode).toBe(0)
  const [{ file, names, ...drawn }, ...others] = JSON.parse(out)
  expect([drawn, others]).toEqual([{ number: '+32460000000', sample: true, language: 'fr', network: '' }, []])
  expect(names).toEqual(drawNames('fr', 'local +32460000000', 8))
  expect(file).toMatch(/\/dist\/card-local-1-fr\.pdf$/)
  expect(readFileSync(file, 'latin1')).toMatch(/^%PDF-/)
})

test('card draws a sheet in each language of the lines of the stage once, that of its own line first', async () => {
  const others = ['nl', 'fr'].map((language, i) => ({ number: `+3246000000${i + 1}`, language }))
  const all = { ...exampleFile, lines: [line, ...others], countries: ['BE'] }
  const settingsFolder = pathToFileURL(`${temporaryFolder({ 'local.json': JSON.stringify(all) })}/`)
  const { out } = await runOn({ settingsFolder }, ['card', '--number', '+32460000001'])
  expect(out.match(/(?<=card-local-2-)..(?=\.pdf)/g)).toEqual(['nl', 'fr'])
})

test('card --press draws the number, as people say it and with its country code, and no word besides', async () => {
  const { out } = await card('--press')
  expect(out).toMatch(/\/dist\/press-local-1\.pdf: the number as a picture, .* It is a sample, /)
  const { text } = readText(readFileSync(out.replace(/: .*$/s, '')))
  expect(text.replaceAll(/\s/g, '')).toBe('0460000000+32460000000SPÉCIMEN')
})

test('card takes a language', async () => {
  const { out } = await card('--language', 'de')
  expect(out).toMatch(/card-local-1-de\.pdf: 8 cards .* It is a sample, and says so: \+32460000000 is nobody's, /)
})

test('card refuses a number that is not a line of the stage', async () => {
  const { exitCode, out, err } = await card('--number', '+32460000001')
  expect([exitCode, out]).toEqual([1, ''])
  expect(err).toMatch(/^\+32460000001 is no line of local, whose lines are \+32460000000: /)
})

test('card --page writes one file for phones, under an innocent name, and says what to do with it', async () => {
  const written = await card('--page', '--number', '+32460000000', '--json')
  const { file, bytes, ...drawn } = JSON.parse(written.out)
  const [name] = drawNames('fr', 'local +32460000000', 8)
  expect(drawn).toEqual({ number: '+32460000000', sample: true, languages: ['fr'], name })
  expect(file).toMatch(/\/dist\/local\/notes-1-fr\.html$/)
  expect(statSync(file).size).toBe(bytes)

  const { out } = await card('--page', '--language', 'nl')
  expect(out).toMatch(
    /\/dist\/local\/notes-1-nl\.html: \d+ kB\. Read it, .* touches "Meer notities", .* whoever searches the file finds the number\. It is a sample, /,
  )
  expect(readFileSync(out.replace(/: .*$/s, ''), 'utf8')).toContain(`value="${name}"`)
})
