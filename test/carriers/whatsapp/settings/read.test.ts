import { expect, test } from 'vitest'

import { configOf } from '../../../../settings/config.ts'
import { readSettings } from '../../../../settings/read.ts'
import { check, expectRefusal } from '../../../settings/checked.ts'

const id = 'phone-number-id-0123456789abcdef0123456789abcdef'
const line = { carrier: 'whatsapp', number: '+33639980021', phoneNumberId: id, language: 'fr' }
const sms = { number: '+33639980021', carrier: 'sim', language: 'fr' }
const whatsapp = { replyPriceUsd: 0.035 }

test('one number can have an SMS line and a line on WhatsApp, whose addresses in the functions differ', () => {
  const settings = check({ lines: [sms, line], partPriceUsd: undefined, budgets: undefined, whatsapp })
  const { lines } = configOf(settings, ({ number }) => number ?? '')
  expect(lines.map(({ number, carrier }) => [number, carrier])).toEqual([
    ['+33639980021', 'sim'],
    ['whatsapp:+33639980021', 'whatsapp'],
  ])
})

test('a number can have only one line on WhatsApp', () => {
  expectRefusal(
    { lines: [line, line], whatsapp },
    'lines.2.number (counted from 1) is "+33639980021", but it must be listed once.',
  )
})

test('a line on WhatsApp needs the price of a reply, and no price of SMS', () => {
  expectRefusal({ lines: [line] }, 'whatsapp.replyPriceUsd is missing; it must be a price in USD.')
  const { whatsapp: prices, partPriceUsd } = check({ lines: [line], partPriceUsd: undefined, whatsapp })
  expect([prices, partPriceUsd]).toEqual([{ replyPriceUsd: 0.035, receivedPriceUsd: 0.005 }, 0])
})

test.each([undefined, 'phone-0123abcd', 'waba-0123'])(
  'a line on WhatsApp is refused with the phone number id %j',
  (phoneNumberId) => {
    const named = phoneNumberId === undefined ? 'is missing; it' : `is "${phoneNumberId}", but it`
    expectRefusal(
      { lines: [{ ...line, phoneNumberId }], whatsapp },
      `lines.1.phoneNumberId (counted from 1) ${named} must be the id that AWS has given the number on WhatsApp`,
    )
  },
)

test('the phone number id of a number on WhatsApp is refused for an SMS line', () => {
  expectRefusal(
    { lines: [{ ...line, carrier: 'aws', number: '+32460000000' }] },
    `lines.1.phoneNumberId (counted from 1) is "${id}", but it must be an id of AWS such as "phone-0123abcd".`,
  )
})

test('a number on WhatsApp cannot be bought', () => {
  const { number: _, ...bought } = line
  expectRefusal(
    { lines: [{ ...bought, buy: 'IT' }], whatsapp },
    'lines.1.buy (counted from 1) is "IT", but it must be left out',
  )
})

test('the stage local-whatsapp has a line on WhatsApp', () => {
  expect(readSettings('local-whatsapp').lines.map(({ carrier }) => carrier)).toContain('whatsapp')
})
