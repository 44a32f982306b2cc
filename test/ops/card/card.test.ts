import { describe, expect, test } from 'vitest'

import { drawSheet, wordsIn } from '../../../ops/card/sheet.ts'
import { findLine } from '../../../ops/commands/card.ts'
import { Refusal } from '../../../settings/refusal.ts'
import { languages } from '../../../shared/rules/messages.ts'
import { example, exampleWith } from '../../cdk/synthesised.ts'
import { readPrinted } from './printed.ts'

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
