import { readFileSync, statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

import { drawSheet, wordsIn } from '../../../ops/card/sheet.ts'
import { findLine } from '../../../ops/commands/card.ts'
import { Refusal } from '../../../settings/refusal.ts'
import { languages } from '../../../shared/rules/messages.ts'
import { example, exampleWith } from '../../settings/checked.ts'
import { runOn } from '../machine.ts'
import { readPrinted } from './drawn.ts'

const number = '+393990000000'

describe('a sheet', () => {
  test.each(languages)('prints its words in %s, and the number, on every card', async (language) => {
    const { text } = readPrinted(await drawSheet({ number, language, name: 'Alex', remark: '' }))
    expect(text.split(wordsIn[language].replaceAll(' ', ''))).toHaveLength(8 + 1)
    expect(text.split(number)).toHaveLength(8 + 1)
  })

  test('prints a remark that holds only for this number, too', async () => {
    const card = { number, language: 'en', name: 'Alex', remark: 'It answers on Sundays only.' } as const
    const { text } = readPrinted(await drawSheet(card))
    expect(text.split('ItanswersonSundaysonly.')).toHaveLength(8 + 1)
  })

  test.each(languages)(
    'does not claim in %s that the number is silent, since a line that takes calls rings',
    (language) => {
      const ringing = {
        fr: /\bsonne\b/,
        en: /\brings?\b/,
        de: /klingel/,
        es: /suena/,
        it: /squilla/,
        nl: /gaat.* over\b/,
      }
      expect(wordsIn[language]).not.toMatch(ringing[language])
    },
  )

  test('has QR codes that save the number as an ordinary contact, and neither send nor call', async () => {
    const { codes } = readPrinted(await drawSheet({ number: '+33612345678', language: 'fr', name: 'Zoé', remark: '' }))
    const contact = 'BEGIN:VCARD\r\nVERSION:3.0\r\nN:;Zoé;;;\r\nFN:Zoé\r\nTEL;TYPE=CELL:+33612345678\r\nEND:VCARD'
    expect(codes).toEqual(Array.from({ length: 8 }, () => contact))
  })
})

describe('the number on a card', () => {
  const bought = exampleWith({
    lines: [
      { buy: 'NL', language: 'nl' },
      { number: '+33700000000', language: 'fr' },
    ],
    countries: ['NL', 'FR'],
  })
  const unread = () => Promise.reject(new Error('Nobody should ask AWS.'))
  const deployed = async () => ['+31611111111', '+33700000000']

  test('is one of the lines of the stage, which gives the language', async () => {
    const found = await findLine(number, { stage: 'prod', settings: example, deployedNumbers: unread })
    expect(found).toEqual({ number, language: 'it', carriers: ['aws'], texts: [{}] })
  })

  test('may be one that the stack has bought', async () => {
    const found = await findLine('+31611111111', { stage: 'prod', settings: bought, deployedNumbers: deployed })
    expect(found).toEqual({ number: '+31611111111', language: 'nl', carriers: ['aws'], texts: [{}] })
  })

  test('is refused if one digit is wrong', async () => {
    const find = findLine('+31611111112', { stage: 'prod', settings: bought, deployedNumbers: deployed })
    await expect(find).rejects.toThrow(
      new Refusal(
        '+31611111112 is no line of prod, whose lines are +31611111111, +33700000000: a wrong digit would send harassers to a stranger.',
      ),
    )
  })
})

/** Settings list every number of this stage, so that no request to AWS is needed. */
const card = (...args: readonly string[]) => runOn({}, ['card', ...args])

test('card accepts a number with punctuation, and draws a sheet in the language of the line with a default name', async () => {
  const { exitCode, out } = await card('--number', '+32 (460) 00-00.00', '--json')
  expect(exitCode).toBe(0)
  const { file, ...drawn } = JSON.parse(out)
  expect(drawn).toEqual({ number: '+32460000000', language: 'fr', name: 'Alex', remark: '' })
  expect(file).toMatch(/\/dist\/card-local-fr\.pdf$/)
  expect(readFileSync(file, 'latin1')).toMatch(/^%PDF-/)
})

test('card takes a language and a name', async () => {
  const { out } = await card('--number', '+32460000000', '--language', 'de', '--name', 'Noé')
  expect(out).toMatch(/card-local-de\.pdf: eight cards .* saves the number as Noé\.$/)
})

test('card refuses a number that is not a line of the stage', async () => {
  const { exitCode, out, err } = await card('--number', '+32460000001')
  expect([exitCode, out]).toEqual([1, ''])
  expect(err).toMatch(/^\+32460000001 is no line of local, whose lines are \+32460000000: /)
})

test('card --page writes one file for phones instead, in the languages of the stage, under a name that does not give it away', async () => {
  const { exitCode, out } = await card('--page', '--number', '+32460000000', '--json')
  expect(exitCode).toBe(0)
  const { file, bytes, ...drawn } = JSON.parse(out)
  expect(drawn).toEqual({ number: '+32460000000', languages: ['fr'], name: 'Alex' })
  expect(file).toMatch(/\/dist\/local\/notes-fr\.html$/)
  expect(statSync(file).size).toBe(bytes)
})

test('card --page says in one sentence what to do with the file, and takes a language and a name', async () => {
  const { out } = await card('--page', '--number', '+32460000000', '--language', 'nl', '--name', 'Noé')
  expect(out).toMatch(/\/dist\/local\/notes-nl\.html: \d+ kB\. Read it, [^.]+\.$/)
  expect(readFileSync(out.replace(/: .*$/s, ''), 'utf8')).toContain('value="Noé"')
})
