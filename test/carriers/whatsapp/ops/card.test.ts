import { expect, test } from 'vitest'

import { cardRemark } from '../../../../carriers/whatsapp/ops.ts'
import { drawLeaflet } from '../../../../ops/card/leaflet/leaflet.ts'
import { drawSheet } from '../../../../ops/card/sheet.ts'
import { type Language, languages } from '../../../../shared/rules/messages.ts'
import { readPrinted, seenIn, subjectOf } from '../../../ops/card/drawn.ts'

test.each(languages)(
  'a card for a number that is on WhatsApp only says so in %s, and the text fits',
  async (language) => {
    const remark = cardRemark[language]
    const { text } = readPrinted(await drawSheet({ number: '+33639980021', language, name: 'Alex', remark }))
    expect(text.split(remark.replaceAll(' ', ''))).toHaveLength(8 + 1)
  },
)

test.each(languages)(
  'the file for phones says so in %s, too, in the section about looking the number up',
  (language) => {
    const subject = { ...subjectOf(), remark: (language: Language) => cardRemark[language] }
    expect(seenIn(drawLeaflet(subject, [language]))).toContain(cardRemark[language].replaceAll("'", '’'))
  },
)
