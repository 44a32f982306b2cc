import { expect, test } from 'vitest'

import { configOf } from '../../../settings/config.ts'
import { check, expectRefusal } from '../../settings/checked.ts'

const id = 'phone-number-id-0123456789abcdef0123456789abcdef'
const line = { carrier: 'whatsapp', number: '+33639980021', phoneNumberId: id, language: 'fr' }
const whatsapp = { replyPriceUsd: 0.035 }

test('one number can have an SMS line and a line on WhatsApp, whose addresses in the functions differ', () => {
  const number = '+32460000000'
  const settings = check({
    lines: [
      { number, language: 'fr' },
      { ...line, number },
    ],
    budgets: undefined,
    whatsapp,
  })
  const { lines } = configOf(settings, ({ number }) => number ?? '')
  expect(lines.map(({ number, carrier }) => [number, carrier])).toEqual([
    [number, 'aws'],
    [`whatsapp:${number}`, 'whatsapp'],
  ])
})

test('a line on WhatsApp needs the price of a reply, and no price of SMS', () => {
  expectRefusal({ lines: [line] }, 'whatsapp.replyPriceUsd is missing; it must be a price in USD.')
  const { whatsapp: prices, partPriceUsd } = check({ lines: [line], partPriceUsd: undefined, whatsapp })
  expect([prices, partPriceUsd]).toEqual([{ replyPriceUsd: 0.035, receivedPriceUsd: 0.005 }, 0])
})

test.each(['lou', 'Asso.Aubepine_35', `a${'1'.repeat(34)}`])(
  'a line on WhatsApp may have the username %s',
  (username) => {
    expect(check({ lines: [{ ...line, username }], whatsapp }).lines[0]).toMatchObject({ username })
  },
)

test.each(['@lou', 'lo', '12345', '.lou', 'lou.', 'l..ou', 'www.lou', 'a'.repeat(36)])(
  'it refuses the username %s',
  (username) => {
    expectRefusal(
      { lines: [{ ...line, username }], whatsapp },
      `lines.1.username (counted from 1) is "${username}", but it must be a username of WhatsApp without its @`,
    )
  },
)

const named = 'must be the id that AWS has given the number on WhatsApp'

test.each([
  [
    'without a phone number id',
    [{ ...line, phoneNumberId: undefined }],
    `phoneNumberId (counted from 1) is missing; it ${named}`,
  ],
  [
    'with the id of a number for SMS',
    [{ ...line, phoneNumberId: 'phone-0123abcd' }],
    `phoneNumberId (counted from 1) is "phone-0123abcd", but it ${named}`,
  ],
  [
    'with the id of an account',
    [{ ...line, phoneNumberId: 'waba-0123' }],
    `phoneNumberId (counted from 1) is "waba-0123", but it ${named}`,
  ],
  [
    'of AWS for SMS with an id of WhatsApp',
    [{ ...line, carrier: 'aws', number: '+32460000000' }],
    `phoneNumberId (counted from 1) is "${id}", but it must be an id of AWS such as "phone-0123abcd".`,
  ],
  [
    'of AWS with a username',
    [{ number: '+32460000000', language: 'fr', username: 'lou' }],
    'username (counted from 1) is "lou", but it must be left out: only a number on WhatsApp has one.',
  ],
  ['to buy', [{ ...line, buy: 'IT' }], 'buy (counted from 1) is "IT", but it must be left out'],
])('a line %s is refused', (_, lines, sentence) => {
  expectRefusal({ lines, whatsapp }, `lines.1.${sentence}`)
})
