import { describe, expect, test } from 'vitest'

import { configOf, monthlySpendLimitUsd } from '../../../settings/config.ts'
import type { Settings } from '../../../settings/schema.ts'
import { standAlone } from '../../../settings/texts.ts'
import { textsOf } from '../../../shared/rules/config.ts'
import { replyText } from '../../../shared/rules/messages.ts'
import { second } from '../../../shared/rules/timing.ts'
import { type Changes, check, expectRefusal, line, refusal, said } from '../../settings/checked.ts'
import { httpSmsLine, otherHttpSmsLine } from './example.ts'

const budgets = (budget: object) => ({ budgets: { default: budget } })

describe('settings are refused with one sentence that names the setting, its value and what is allowed:', () => {
  test.each([
    [
      'a phone number id of a SIM',
      { lines: [{ number: '+33639980012', carrier: 'httpsms', language: 'fr', phoneNumberId: 'phone-0' }] },
      'lines.1.phoneNumberId (counted from 1) is "phone-0", but it must be left out: only a "number" of AWS needs one.',
    ],
    [
      'a SIM to buy from AWS',
      { lines: [{ ...httpSmsLine, buy: 'IT' }] },
      'lines.1.buy (counted from 1) is "IT", but it must be left out: only AWS numbers are bought.',
    ],
    [
      'nobody to wake, although a SIM can be texted beside a simulator',
      { lines: [{ buy: 'SIMULATOR', language: 'en' }, httpSmsLine], countries: ['US'], alertEmails: [] },
      'alertEmails is [], but it must hold at least one e-mail address, which alarms wake.',
    ],
    [
      'a gap on an AWS line',
      { lines: [{ ...line, gap: '2 s' }] },
      'lines.1.gap (counted from 1) is "2 s", but it must be left out: only a SIM needs one.',
    ],
    [
      'a risk on an AWS line',
      { lines: [{ ...line, acceptsSuspensionRisk: true }] },
      'lines.1.acceptsSuspensionRisk (counted from 1) is true, but it must be left out: only a SIM can be suspended.',
    ],
    [
      'a rule about calls on an AWS line',
      { lines: [{ ...line, calls: 'ignore' }] },
      'lines.1.calls (counted from 1) is "ignore", but it must be left out: only a SIM can be called.',
    ],
    [
      'a gap of more than half a minute',
      { lines: [{ ...httpSmsLine, gap: '2 min' }] },
      'lines.1.gap (counted from 1) is "2 min", but it must be from "0 s" to "30 s".',
    ],
    [
      'a gap that would make the replies of an hour wait for more than half of it',
      {
        lines: [line, { ...httpSmsLine, budget: 'many', gap: '30 s', acceptsSuspensionRisk: true }],
        budgets: { default: {}, many: { hour: 100 } },
      },
      'lines.2.gap (counted from 1) is "30 s", but it must be at most "18 s" with 100 parts an hour.',
    ],
    [
      'the default gap with too many parts an hour',
      {
        lines: [{ ...httpSmsLine, budget: 'default', acceptsSuspensionRisk: true }],
        ...budgets({ hour: 1000, day: 1000, month: 1000 }),
      },
      'lines.1.gap (counted from 1) is missing; it must be at most "1 s" with 1000 parts an hour.',
    ],
    [
      'an hourly budget of a SIM that its operator may suspend',
      { lines: [{ ...httpSmsLine, budget: 'default' }], ...budgets({ hour: 51, day: 500, month: 5000 }) },
      'budgets.default.hour is 51, but it must be at most 50 for a SIM, which its operator may suspend beyond that (a line that "acceptsSuspensionRisk": true may have more).',
    ],
    [
      'a monthly budget of a SIM that its operator may suspend',
      { lines: [{ ...httpSmsLine, budget: 'default' }], ...budgets({ hour: 50, day: 1000, month: 10_001 }) },
      'budgets.default.month is 10001, but it must be at most 10000 for a SIM, which its operator may suspend beyond that (a line that "acceptsSuspensionRisk": true may have more).',
    ],
    [
      'a large budget of two SIMs, of which only one accepts the risk',
      {
        lines: [
          { ...httpSmsLine, budget: 'default', acceptsSuspensionRisk: true },
          { ...otherHttpSmsLine, budget: 'default' },
        ],
        ...budgets({ hour: 60, day: 500, month: 5000 }),
      },
      'budgets.default.hour is 60, but it must be at most 50 for a SIM,',
    ],
    [
      'an AWS line without a price',
      { lines: [httpSmsLine, line], partPriceUsd: undefined },
      'partPriceUsd is missing; it must be a price in USD.',
    ],
    [
      'a webhook without concurrency',
      { httpSms: { webhookConcurrency: 0 } },
      'httpSms.webhookConcurrency is 0, but it must be a whole number from 1 to 100.',
    ],
  ])('%s', (_, changes, sentence) => {
    expectRefusal(changes, sentence)
  })
})

test('a SIM answers phones of every country', () => {
  expect(check({ lines: [httpSmsLine], budgets: undefined, countries: ['CH'] }).countries).toEqual(['CH'])
})

describe('a line with a SIM', () => {
  const usual = { hour: 100, day: 1000, month: 10_000 }
  const defaultOfHttpSms = { hour: 50, day: 500, month: 5000, gapMs: 2000 }
  const budgetsOf = (lines: readonly object[], changes: Changes = {}) => {
    const settings = check({ lines, budgets: undefined, ...changes })
    return { used: settings.lines.map(({ budget }) => budget), budgets: settings.budgets }
  }

  test('has by default a budget of its own, half of what operators tolerate, and a gap of two seconds', () => {
    expect(budgetsOf([line, httpSmsLine])).toEqual({
      used: ['default', 'httpsms-12'],
      budgets: { default: usual, 'httpsms-12': defaultOfHttpSms },
    })
  })

  test('can use a budget in settings, with its own gap', () => {
    const mine = { hour: 20, day: 200, month: 2000 }
    expect(
      budgetsOf([{ ...httpSmsLine, budget: 'mine', gap: '30 s' }, line], { budgets: { mine, default: usual } }),
    ).toEqual({
      used: ['mine', 'default'],
      budgets: { mine: { ...mine, gapMs: 30_000 }, default: usual },
    })
  })

  test('can share a budget: the longest gap of its SIMs applies to all replies, including those of AWS', () => {
    const shared = { hour: 50, day: 500, month: 5000 }
    const lines = [line, { ...httpSmsLine, gap: '5 s' }, otherHttpSmsLine].map((one) => ({ ...one, budget: 'shared' }))
    expect(budgetsOf(lines, { budgets: { shared } })).toEqual({
      used: ['shared', 'shared', 'shared'],
      budgets: { shared: { ...shared, gapMs: 5000 } },
    })
  })

  test('can exceed what its operator tolerates if it accepts the risk', () => {
    const big = { hour: 200, day: 2000, month: 20_000 }
    const lines = [{ ...httpSmsLine, budget: 'big', acceptsSuspensionRisk: true }]
    expect(budgetsOf(lines, { budgets: { big } }).budgets).toEqual({ big: { ...big, gapMs: 2000 } })
  })

  test('needs no price if nothing is sent by AWS', () => {
    expect(check({ lines: [httpSmsLine], budgets: undefined, partPriceUsd: undefined }).partPriceUsd).toBe(0)
  })

  test('uses the hosted httpSMS by default', () => {
    expect(check({ lines: [line, httpSmsLine] }).httpSms).toEqual({ url: 'https://api.httpsms.com' })
    const httpSms = { url: 'https://sms.example.org/api', webhookConcurrency: 5 }
    expect(check({ lines: [line, httpSmsLine], httpSms }).httpSms).toEqual(httpSms)
  })

  test('is passed to the functions with its carrier, and its budget with the gap', () => {
    const { lines, budgets } = configOf(check({ lines: [line, httpSmsLine] }), ({ number = '' }) => number)
    expect(lines).toEqual([
      { number: '+32460000000', language: 'fr', budget: 'default', carrier: 'aws' },
      {
        number: '+33639980012',
        language: 'fr',
        budget: 'httpsms-12',
        carrier: 'httpsms',
        calls: 'answer',
        texts: standAlone,
      },
    ])
    expect(budgets['httpsms-12']?.gapMs).toBe(2000)
    expect(budgets['default']).not.toHaveProperty('gapMs')
  })

  test('sends no faster than its operator allows, a hundred parts an hour, unless one accepts the risk of a larger budget', () => {
    const intervalOf = (lines: readonly object[], changes: Changes = {}) =>
      configOf(check({ lines, budgets: undefined, ...changes }), ({ number = '' }) => number).sendIntervalMs?.httpsms
    expect(intervalOf([line])).toBeUndefined()
    expect(intervalOf([line, httpSmsLine, otherHttpSmsLine])).toBe(36 * second)
    const small = { hour: 10, day: 100, month: 1000 }
    expect(intervalOf([{ ...httpSmsLine, budget: 'small' }], { budgets: { small } })).toBe(36 * second)
    const big = { hour: 200, day: 2000, month: 20_000 }
    const risky = { ...httpSmsLine, budget: 'big', acceptsSuspensionRisk: true }
    expect(intervalOf([risky, otherHttpSmsLine], { budgets: { big } })).toBe(9 * second)
  })

  test('answers calls by default, and the functions are told if it ignores them', () => {
    const callsOf = (changes: object) =>
      configOf(check({ lines: [line, { ...httpSmsLine, ...changes }] }), ({ number = '' }) => number).lines[1]?.calls
    expect(callsOf({ calls: 'ignore' })).toBe('ignore')
    expect(callsOf({ calls: 'answer' })).toBe('answer')
    expect(callsOf({})).toBe('answer')
  })

  test('does not count towards the spend limit to request, unless an AWS line shares its budget', () => {
    const limitOf = (lines: readonly object[], changes: Changes = {}) =>
      monthlySpendLimitUsd(check({ lines, budgets: undefined, partPriceUsd: 0.1, ...changes }))
    expect(limitOf([line, httpSmsLine])).toBe(1000)
    expect(limitOf([httpSmsLine, otherHttpSmsLine])).toBe(0)
    const shared = { budgets: { shared: { hour: 50, day: 500, month: 5000 } } }
    expect(
      limitOf(
        [line, httpSmsLine].map((one) => ({ ...one, budget: 'shared' })),
        shared,
      ),
    ).toBe(500)
  })
})

describe('the French wording of a SIM line', () => {
  const historic = replyText('fr', 0)
  const neutral = replyText('fr', 0, standAlone)
  const wordsOf = (one: object, texts: Settings['texts'] | { readonly fr: string } = {}) => {
    const settings = check({ lines: [one, line], countries: ['FR', 'BE'], texts })
    const config = configOf(settings, ({ number = '' }) => number)
    return config.lines.map(({ number }) => replyText('fr', 0, textsOf(config, number)))
  }

  test('is the neutral one, since a caller sees no text above it, while an AWS line beside it has the historic one', () => {
    expect(wordsOf(httpSmsLine)).toEqual([neutral, historic])
  })

  test('is the historic one if the line ignores calls, so that every reply follows a text', () => {
    expect(wordsOf({ ...httpSmsLine, calls: 'ignore' })).toEqual([historic, historic])
  })

  test('is the one in settings, if they have one', () => {
    expect(wordsOf(httpSmsLine, { fr: 'historic' })).toEqual([historic, historic])
    expect(wordsOf(httpSmsLine, { fr: ['Merci.'] })).toEqual(['Merci.', 'Merci.'])
    expect(wordsOf(httpSmsLine, { en: ['Thanks.'] })).toEqual([neutral, historic])
  })
})

const withUrl = (url: string) => ({ lines: [line, httpSmsLine], httpSms: { url } })

describe('the URL of httpSMS', () => {
  test.each([
    'http://sms.example.org',
    'https://api-httpsms',
    'https://localhost',
    'https://sms.example.org:99999',
    ' https://sms.example.org',
    '',
  ])('is refused if it is not an https address: %j', (url) => {
    expect(said(withUrl(url))).toEqual([
      `httpSms.url is ${JSON.stringify(url)}, but it must be an https address such as "https://api.httpsms.com".`,
    ])
  })

  test.each(['https://api.httpsms', 'https://api.htpsms.com', 'https://httpsms.com'])(
    'is refused if it resembles that of the hosted httpSMS: %j',
    (url) => {
      expect(said(withUrl(url))).toEqual([
        `httpSms.url is "${url}", but it must be "https://api.httpsms.com", or your own httpSMS at a name that is less like it.`,
      ])
    },
  )

  test.each([
    'https://:hunter2@sms.example.org',
    'https://me:hunter2@sms.example.org',
    'https://me:hunter2@sms.example.org?#',
    'https://@sms.example.org',
  ])('is suggested without its user and password: %j', (url) => {
    const [sentence = '', ...more] = said(withUrl(url))
    expect(more).toEqual([])
    expect(sentence).toBe(
      `httpSms.url is "https:…@sms.example.org${url.endsWith('?#') ? '?#' : ''}", but it must be without a user, a password, "?" or "#": write "https://sms.example.org".`,
    )
  })

  test.each([
    'https://me:hunt/er2@sms.example.org',
    'https://me:hunt#er2@sms.example.org',
    'https://me:hunt er2@sms.example.org',
    'me:hunter2@sms.example.org',
  ])('never appears with its password in a message: %j', (url) => {
    expect(refusal(withUrl(url))).not.toMatch(/hunt|er2/)
    expect(refusal({ ...withUrl(url), httpSms: [{ url }] })).not.toMatch(/hunt|er2/)
  })

  test.each(['https://sms.example.org', 'https://sms.example.org:8443/api/', 'https://münchen.example'])(
    'is accepted: %j',
    (url) => {
      expect(check(withUrl(url)).httpSms.url).toBe(url)
    },
  )
})

describe('a landline', () => {
  test.each(['+33145678901', '+33937123456', '+33800123456'])(
    'or any other number that is not mobile is refused for a SIM: %s',
    (number) => {
      expect(said({ lines: [{ ...httpSmsLine, number }], budgets: undefined })).toEqual([
        `lines.1.number (counted from 1) is "${number}", but it must be the mobile number of the SIM, which this is not.`,
      ])
    },
  )
})
