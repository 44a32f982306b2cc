import { expect, test } from 'vitest'

import { configOf } from '../../../settings/config.ts'
import { check, expectRefusal } from '../../settings/checked.ts'
import { ovhLine, serviceName } from './example.ts'

const needed = {
  ovh: { serviceName },
  currency: { code: 'EUR', perUsd: 0.92 },
  budgets: undefined,
  partPriceUsd: undefined,
}

test('a line of Time2Chat needs its account and euros, and no price of SMS', () => {
  const settings = check({ ...needed, lines: [ovhLine] })
  expect(settings.ovh).toEqual({ serviceName, replyCredits: 2, creditPriceEur: 0.06 })
  expect(configOf(settings, ({ number }) => number ?? '')).toMatchObject({
    lines: [{ number: ovhLine.number, carrier: 'ovh' }],
    sendIntervalMs: { ovh: 1000 },
  })
})

test.each([
  [
    'without an account',
    { ovh: undefined },
    'ovh.serviceName is missing; it must be the name of an SMS account at OVHcloud',
  ],
  [
    'with another account',
    { ovh: { serviceName: 'ab12345' } },
    'ovh.serviceName is "ab12345", but it must be the name of an SMS account',
  ],
  [
    'for Belgium only',
    { countries: ['BE'] },
    'countries is ["BE"], but it must have FR, since Time2Chat reaches phones of metropolitan France only',
  ],
  ['in dollars', { currency: undefined }, "currency is missing; it must be EUR, in which OVHcloud's credits are paid"],
  [
    'with a mobile number',
    { lines: [{ ...ovhLine, number: '+33639980012' }] },
    'lines.1.number (counted from 1) is "+33639980012", but it must be a number of Time2Chat',
  ],
  [
    'with an id of AWS',
    { lines: [{ ...ovhLine, phoneNumberId: 'phone-1' }] },
    'lines.1.phoneNumberId (counted from 1) is "phone-1", but it must be left out',
  ],
  [
    'that ignores calls',
    { lines: [{ ...ovhLine, calls: 'ignore' }] },
    'lines.1.calls (counted from 1) is "ignore", but it must be left out: only a SIM can be called',
  ],
  [
    'at a price of a hundred euros',
    { ovh: { serviceName, creditPriceEur: 100 } },
    'ovh.creditPriceEur is 100, but it must be at most 1 EUR',
  ],
  [
    'with more an hour than OVHcloud takes in time',
    { budgets: { default: { hour: 1801, day: 20_000, month: 20_000 } } },
    'budgets.default.hour is 1801, but it must be at most 1800 parts an hour for lines of ovh, or they could not send all replies in time.',
  ],
])('a line of Time2Chat %s is refused', (_, changes, sentence) => {
  expectRefusal({ ...needed, lines: [ovhLine], ...changes }, sentence)
})
