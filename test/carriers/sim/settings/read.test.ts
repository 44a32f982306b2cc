import { describe, expect, test } from 'vitest'

import { configOf, monthlySpendLimitUsd } from '../../../../settings/config.ts'
import type { Settings } from '../../../../settings/schema.ts'
import { standAlone } from '../../../../settings/texts.ts'
import { textsOf } from '../../../../shared/rules/config.ts'
import { replyText } from '../../../../shared/rules/messages.ts'
import { type Changes, check, expectRefusal, line } from '../../../settings/checked.ts'
import { otherSim, sim } from './lines.ts'

const budgets = (budget: object) => ({ budgets: { default: budget } })

describe('settings are refused with one sentence that names the setting, its value and what is allowed:', () => {
  test.each([
    [
      'a phone number id of a SIM',
      { lines: [{ number: '+33639980012', carrier: 'sim', language: 'fr', phoneNumberId: 'phone-0' }] },
      'lines.1.phoneNumberId (counted from 1) is "phone-0", but it must be left out: only a "number" of AWS needs one.',
    ],
    [
      'a SIM to buy from AWS',
      { lines: [{ buy: 'IT', carrier: 'sim', language: 'fr' }] },
      'lines.1.buy (counted from 1) is "IT", but it must be left out: only AWS numbers are bought.',
    ],
    [
      'nobody to wake, although a SIM can be texted beside a simulator',
      { lines: [{ buy: 'SIMULATOR', language: 'en' }, sim], countries: ['US'], alertEmails: [] },
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
      { lines: [{ ...sim, gap: '2 min' }] },
      'lines.1.gap (counted from 1) is "2 min", but it must be from "0 s" to "30 s".',
    ],
    [
      'a gap that would make the replies of an hour wait for more than half of it',
      {
        lines: [line, { ...sim, budget: 'many', gap: '30 s', acceptsSuspensionRisk: true }],
        budgets: { default: {}, many: { hour: 100 } },
      },
      'lines.2.gap (counted from 1) is "30 s", but it must be at most "18 s" with 100 parts an hour.',
    ],
    [
      'the default gap with too many parts an hour',
      {
        lines: [{ ...sim, budget: 'default', acceptsSuspensionRisk: true }],
        ...budgets({ hour: 1000, day: 1000, month: 1000 }),
      },
      'lines.1.gap (counted from 1) is missing; it must be at most "1 s" with 1000 parts an hour.',
    ],
    [
      'an hourly budget of a SIM that its operator may suspend',
      { lines: [{ ...sim, budget: 'default' }], ...budgets({ hour: 51, day: 500, month: 5000 }) },
      'budgets.default.hour is 51, but it must be at most 50 for a SIM, which its operator may suspend beyond that (a line that "acceptsSuspensionRisk": true may have more).',
    ],
    [
      'a monthly budget of a SIM that its operator may suspend',
      { lines: [{ ...sim, budget: 'default' }], ...budgets({ hour: 50, day: 1000, month: 10_001 }) },
      'budgets.default.month is 10001, but it must be at most 10000 for a SIM, which its operator may suspend beyond that (a line that "acceptsSuspensionRisk": true may have more).',
    ],
    [
      'a large budget of two SIMs, of which only one accepts the risk',
      {
        lines: [
          { ...sim, budget: 'default', acceptsSuspensionRisk: true },
          { ...otherSim, budget: 'default' },
        ],
        ...budgets({ hour: 60, day: 500, month: 5000 }),
      },
      'budgets.default.hour is 60, but it must be at most 50 for a SIM,',
    ],
    [
      'an AWS line without a price',
      { lines: [sim, line], partPriceUsd: undefined },
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
  expect(check({ lines: [sim], budgets: undefined, countries: ['CH'] }).countries).toEqual(['CH'])
})

describe('a line with a SIM', () => {
  const usual = { hour: 100, day: 1000, month: 10_000 }
  const defaultOfSim = { hour: 50, day: 500, month: 5000, gapMs: 2000 }
  const budgetsOf = (lines: readonly object[], changes: Changes = {}) => {
    const settings = check({ lines, budgets: undefined, ...changes })
    return { used: settings.lines.map(({ budget }) => budget), budgets: settings.budgets }
  }

  test('has by default a budget of its own, half of what operators tolerate, and a gap of two seconds', () => {
    expect(budgetsOf([line, sim])).toEqual({
      used: ['default', 'sim-12'],
      budgets: { default: usual, 'sim-12': defaultOfSim },
    })
  })

  test('adds no unused default budget', () => {
    expect(budgetsOf([sim])).toEqual({ used: ['sim-12'], budgets: { 'sim-12': defaultOfSim } })
    expect(budgetsOf([line])).toEqual({ used: ['default'], budgets: { default: usual } })
  })

  test('has a budget other than that of another SIM', () => {
    expect(budgetsOf([sim, line, { ...otherSim, gap: '10 s' }])).toEqual({
      used: ['sim-12', 'default', 'sim-13'],
      budgets: { default: usual, 'sim-12': defaultOfSim, 'sim-13': { ...defaultOfSim, gapMs: 10_000 } },
    })
  })

  test('can use a budget in settings, with its own gap', () => {
    const mine = { hour: 20, day: 200, month: 2000 }
    expect(budgetsOf([{ ...sim, budget: 'mine', gap: '30 s' }, line], { budgets: { mine, default: usual } })).toEqual({
      used: ['mine', 'default'],
      budgets: { mine: { ...mine, gapMs: 30_000 }, default: usual },
    })
  })

  test('can share a budget: the longest gap of its SIMs applies to all replies, including those of AWS', () => {
    const shared = { hour: 50, day: 500, month: 5000 }
    const lines = [line, { ...sim, gap: '5 s' }, otherSim].map((one) => ({ ...one, budget: 'shared' }))
    expect(budgetsOf(lines, { budgets: { shared } })).toEqual({
      used: ['shared', 'shared', 'shared'],
      budgets: { shared: { ...shared, gapMs: 5000 } },
    })
  })

  test('can exceed what its operator tolerates if it accepts the risk', () => {
    const big = { hour: 200, day: 2000, month: 20_000 }
    const lines = [{ ...sim, budget: 'big', acceptsSuspensionRisk: true }]
    expect(budgetsOf(lines, { budgets: { big } }).budgets).toEqual({ big: { ...big, gapMs: 2000 } })
  })

  test('needs no price if nothing is sent by AWS', () => {
    expect(check({ lines: [sim], budgets: undefined, partPriceUsd: undefined }).partPriceUsd).toBe(0)
  })

  test('uses the hosted httpSMS by default', () => {
    expect(check({ lines: [line, sim] }).httpSms).toEqual({ url: 'https://api.httpsms.com' })
    const httpSms = { url: 'https://sms.example.org/api', webhookConcurrency: 5 }
    expect(check({ lines: [line, sim], httpSms }).httpSms).toEqual(httpSms)
  })

  test('is passed to the functions with its carrier, and its budget with the gap', () => {
    const { lines, budgets } = configOf(check({ lines: [line, sim] }), ({ number = '' }) => number)
    expect(lines).toEqual([
      { number: '+32460000000', language: 'fr', budget: 'default', carrier: 'aws' },
      { number: '+33639980012', language: 'fr', budget: 'sim-12', carrier: 'sim', texts: standAlone },
    ])
    expect(budgets['sim-12']?.gapMs).toBe(2000)
    expect(budgets['default']).not.toHaveProperty('gapMs')
  })

  test('answers calls by default, and the functions are told if it ignores them', () => {
    const callsOf = (changes: object) =>
      configOf(check({ lines: [line, { ...sim, ...changes }] }), ({ number = '' }) => number).lines[1]?.calls
    expect(callsOf({ calls: 'ignore' })).toBe('ignore')
    expect(callsOf({ calls: 'answer' })).toBe('answer')
    expect(callsOf({})).toBeUndefined()
  })

  test('does not count towards the spend limit to request, unless an AWS line shares its budget', () => {
    const limitOf = (lines: readonly object[], changes: Changes = {}) =>
      monthlySpendLimitUsd(check({ lines, budgets: undefined, partPriceUsd: 0.1, ...changes }))
    expect(limitOf([line, sim])).toBe(1000)
    expect(limitOf([sim, otherSim])).toBe(0)
    const shared = { budgets: { shared: { hour: 50, day: 500, month: 5000 } } }
    expect(
      limitOf(
        [line, sim].map((one) => ({ ...one, budget: 'shared' })),
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
    expect(wordsOf(sim)).toEqual([neutral, historic])
  })

  test('is the historic one if the line ignores calls, so that every reply follows a text', () => {
    expect(wordsOf({ ...sim, calls: 'ignore' })).toEqual([historic, historic])
  })

  test('is the one in settings, if they have one', () => {
    expect(wordsOf(sim, { fr: 'historic' })).toEqual([historic, historic])
    expect(wordsOf(sim, { fr: ['Merci.'] })).toEqual(['Merci.', 'Merci.'])
    expect(wordsOf(sim, { en: ['Thanks.'] })).toEqual([neutral, historic])
  })
})
