import { expect, test } from 'vitest'

import { bodyOfTexts } from '../../../lab/virtual/messages.ts'
import { hour } from '../../../shared/rules/timing.ts'
import { createVirtualNumber, line, type VirtualNumber } from '../../functions/virtual-number.ts'

const whatsappLine = 'whatsapp:+33639980014'

const startNumber = () =>
  createVirtualNumber({
    config: {
      lines: [
        { number: whatsappLine, language: 'fr', budget: 'default', carrier: 'whatsapp' },
        { number: line, language: 'fr', budget: 'default', carrier: 'aws' },
      ],
      countries: ['MX', 'BR'],
    },
  })

/** Sends a message from somebody whom WhatsApp knows by this number. */
const message = ({ inbound, clock }: VirtualNumber, from: string, words = 'Hola') =>
  inbound.put(
    bodyOfTexts('whatsapp', whatsappLine, [{ id: `${from} ${words}`, from, words, sentAt: clock.now }], clock.now),
  )

test.each([
  ['a Mexican', '+5215512345678', '+525512345678'],
  ['a Brazilian', '+553187654321', '+5531987654321'],
])(
  '%s whom WhatsApp knows by an old number is answered there, and is the same sender by SMS',
  async (_, old, current) => {
    const number = startNumber()
    message(number, old)
    await number.pass(2 * hour)
    number.text(current)
    await number.pass(2 * hour)
    expect(number.phones.map(({ to, from }) => [to, from])).toEqual([[old, whatsappLine]])
    expect(number.count('TextsSilenced.answered-recently')).toBe(1)
  },
)
