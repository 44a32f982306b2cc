import { expect, test } from 'vitest'

import { cardRemark } from '../../../../carriers/whatsapp/ops/card-remark.ts'
import { drawSheet } from '../../../../ops/card/sheet.ts'
import { languages } from '../../../../shared/rules/messages.ts'
import { readPrinted } from '../../../ops/card/printed.ts'

test.each(languages)(
  'a card of a number that is on WhatsApp only says so in %s, and all of it fits',
  async (language) => {
    const remark = cardRemark[language]
    const { text } = readPrinted(await drawSheet({ number: '+33639980021', language, name: 'Alex', remark }))
    expect(text.split(remark.replaceAll(' ', ''))).toHaveLength(8 + 1)
  },
)
