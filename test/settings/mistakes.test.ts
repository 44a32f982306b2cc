import { describe, expect, test } from 'vitest'

import { readSettings } from '../../settings/read.ts'
import { check, line, refusal, said } from './checked.ts'

test('the address of the runbook may have a query, but neither a fragment, which links to sections add, nor a password', () => {
  const runbookUrl = 'https://example.org/runbook.md?plain=1'
  expect(check({ runbookUrl }).runbookUrl).toBe(runbookUrl)
  expect(said({ runbookUrl: `${runbookUrl}#` })).toEqual([
    `runbookUrl is "${runbookUrl}#", but it must be without a user, a password or "#": write "${runbookUrl}".`,
  ])
  expect(said({ runbookUrl: `https://example.org/${'x'.repeat(101)}` })[0]).toMatch(
    /but it must not exceed 120 characters, since the text of an alarm has to hold it\.$/,
  )
  expect(refusal({ runbookUrl: 'https://:hunter2@example.org' })).not.toContain('hunter2')
})

describe('a landline', () => {
  test('is refused as a line of AWS', () => {
    const landline = { number: '+3222345678', language: 'fr' }
    expect(said({ lines: [line, landline] })).toEqual([
      'lines.2.number (counted from 1) is "+3222345678", but it must be a number that AWS has for texts, which a landline is not.',
    ])
  })

  test.each([
    ['that may be a mobile, as in the United States', '+14254147755', 'US'],
    ['that may be a mobile, as in Denmark', '+4525919410', 'DK'],
    ['that is toll-free', '+18005550199', 'US'],
    ['of a range that the number plan does not know, as AWS has them in Norway', '+4759449384', 'NO'],
  ])('is not confused with a number %s', (_, number, country) => {
    expect(check({ lines: [{ ...line, number }], countries: [country] }).lines).toMatchObject([{ number }])
  })
})

describe('a budget', () => {
  const budget = { hour: 1, day: 10, month: 100 }

  test('that no line uses is refused', () => {
    expect(said({ budgets: { default: budget, spare: budget } })).toEqual([
      'budgets.spare is {"hour":1,"day":10,"month":100}, but it must be left out, or be the "budget" of a line: none uses it.',
    ])
  })

  test('is not also reported as unused if a line misspells its name', () => {
    expect(said({ lines: [{ ...line, budget: 'spaer' }], budgets: { spare: budget } })).toEqual([
      'lines.1.budget (counted from 1) is "spaer", but it must be one of spare.',
    ])
  })
})

describe('the rate at which AWS takes replies', () => {
  test.each([0.4, 0, -1, 101])('is refused if it is %d a second', (repliesPerSecond) => {
    expect(said({ aws: { repliesPerSecond } })).toEqual([
      expect.stringMatching(/^aws\.repliesPerSecond is -?[\d.]+, but it must be at (least 0\.5|most 100) a second\.$/),
    ])
  })

  test('limits what a budget may book for an hour', () => {
    const budgets = { default: { hour: 1801, day: 20_000, month: 100_000 } }
    expect(said({ budgets })).toEqual([
      'budgets.default.hour is 1801, but it must be at most 1800 parts an hour for lines of aws, or they could not send all replies in time: AWS can raise "aws.repliesPerSecond".',
    ])
    expect(check({ budgets, aws: { repliesPerSecond: 2 } }).aws).toEqual({ repliesPerSecond: 2 })
  })

  test('limits what the budgets of its lines may book for an hour together', () => {
    const budgetOf = (hour: number) => ({ hour, day: 12_000, month: 100_000 })
    const lines = ['a', 'b', 'a'].map((budget, n) => ({ ...line, number: `+3246000000${n}`, budget }))
    expect(check({ lines, budgets: { a: budgetOf(900), b: budgetOf(900) } }).lines).toHaveLength(3)
    expect(said({ lines, budgets: { a: budgetOf(900), b: budgetOf(901) } })).toEqual([
      expect.stringMatching(
        /^budgets is .*, but it must add up to at most 1800 parts an hour for lines of aws, or they could not send all/,
      ),
    ])
  })
})

describe('alertEmails', () => {
  const wanted = 'must hold at least one e-mail address, which alarms wake'
  const simulators = { lines: [{ buy: 'SIMULATOR', language: 'en' }], countries: ['US'], alertEmails: undefined }

  test('are required for a stage that people can text', () => {
    expect(said({ alertEmails: undefined })).toEqual([`alertEmails is missing; it ${wanted}.`])
    expect(said({ alertEmails: [] })).toEqual([`alertEmails is [], but it ${wanted}.`])
    expect(said({ ...simulators, lines: [...simulators.lines, { number: '+14254147755', language: 'en' }] })).toEqual([
      `alertEmails is missing; it ${wanted}.`,
    ])
  })

  test('are optional where nobody needs alarms: for simulators, whatever the stage is called, and for npm start', () => {
    expect(check(simulators).alertEmails).toEqual([])
    expect(readSettings('local').alertEmails).toEqual([])
  })
})

test('a country that resembles another is corrected to that', () => {
  const must = 'must be a country of two capital letters (ISO 3166) that has mobile numbers'
  expect(said({ countries: ['BE', 'UK', 'fr', 'Be', 'EN', 'France', ''] })).toEqual([
    `countries.2 (counted from 1) is "UK", but it ${must}: write "GB".`,
    `countries.3 (counted from 1) is "fr", but it ${must}: write "FR".`,
    `countries.4 (counted from 1) is "Be", but it ${must}: write "BE".`,
    ...['5 (counted from 1) is "EN"', '6 (counted from 1) is "France"', '7 (counted from 1) is ""'].map(
      (found) => `countries.${found}, but it ${must}.`,
    ),
  ])
})

describe('a number to buy', () => {
  const buying = (buy: string, ...countries: readonly string[]) => ({ lines: [{ buy, language: 'en' }], countries })
  const onSale = 'AT, AU, CA, CL, DK, ES, FI, GB, HK, HU, IT, NL, NO, PL, PT, SE, SIMULATOR'
  const instead = 'have AWS give the account a number (README.md, "Which number") and write that as "number"'

  test('from a country where AWS sells none is refused, with another way to get one', () => {
    for (const buy of ['FR', 'be', 'US'])
      expect(said(buying(buy, 'FR', 'BE'))).toEqual([
        `lines.1.buy (counted from 1) is "${buy}", but it must be one of ${onSale}; elsewhere ${instead}.`,
      ])
  })

  test('with a misspelt country gets a suggestion', () => {
    for (const buy of ['UK', 'gb'])
      expect(said(buying(buy, 'GB'))).toEqual([
        `lines.1.buy (counted from 1) is "${buy}", but it must be one of ${onSale}: write "GB".`,
      ])
  })

  test('is not suggested for a country where AWS sells none', () => {
    expect(said(buying('IT', 'FR', 'BE'))).toEqual([
      `lines.1.buy (counted from 1) is "IT", but it must be left out, since AWS sells no number of one of countries (FR, BE): ${instead}.`,
    ])
  })
})

test('a number in quotes is shown without them, and one in words gets no suggestion', () => {
  const budgets = { default: { month: '1,000' }, a: { month: '1 000' }, b: { month: '10.000' }, c: { month: '100' } }
  const must = 'must be a whole number from 1 to 1550000'
  const alarms = { spendShare: '0,08', deliverySuccess: '1' }
  expect(said({ partPriceUsd: 'eight cents', block: { after: '1,5', for: '1 d' }, alarms, budgets })).toEqual([
    'block.after is "1,5", but it must be a whole number from 1 to 50.',
    `budgets.default.month is "1,000", but it ${must}: write 1000, without quotes.`,
    `budgets.a.month is "1 000", but it ${must}: write 1000, without quotes.`,
    `budgets.b.month is "10.000", but it ${must}: write 10000, without quotes.`,
    `budgets.c.month is "100", but it ${must}: write 100, without quotes.`,
    'partPriceUsd is "eight cents", but it must be a price in USD.',
    'alarms.deliverySuccess is "1", but it must be a share: write 1, without quotes.',
    'alarms.spendShare is "0,08", but it must be a share: write 0.08, without quotes.',
  ])
})

describe('a key', () => {
  test('that is misspelt is corrected in one sentence, also in a nested object', () => {
    const misspelt = { regoin: 'eu-west-3', alertemails: [], country: ['BE'], budget: {}, partPriceEur: 0.1 }
    const missing = Object.fromEntries(
      ['region', 'alertEmails', 'countries', 'budgets', 'partPriceUsd'].map((name) => [name, undefined]),
    )
    const lines = [line, { numer: '+32460000001', langue: 'fr' }]
    expect(
      said({ ...missing, ...misspelt, lines, block: { after: 20, fro: '30 d' }, texts: { FR: ['Non.'] } }),
    ).toEqual([
      'lines.2.numer (counted from 1) is not a setting: write "number".',
      'lines.2.langue (counted from 1) is not a setting: write "language".',
      'block.fro is not a setting: write "for".',
      'texts.FR is not a setting: write "fr".',
      'regoin is not a setting: write "region".',
      'alertemails is not a setting: write "alertEmails".',
      'country is not a setting: write "countries".',
      'budget is not a setting: write "budgets".',
      'partPriceEur is not a setting: write "partPriceUsd".',
    ])
  })

  test('without an unambiguous correction is refused with the list of valid keys', () => {
    expect(said({ block: { after: 20, for: '30 d', fort: '30 d', reason: 'x' } })).toEqual([
      'block.fort is not a setting: remove it, or write one of after, for.',
      'block.reason is not a setting: remove it, or write one of after, for.',
    ])
  })
})

test('several mistakes are limited to ten sentences, the last of which counts the rest', () => {
  const wrong = (count: number) => said({ countries: Array.from({ length: count }, (_, i) => `country ${i + 1}`) })
  expect(wrong(10)).toHaveLength(10)
  expect(wrong(10).at(-1)).toMatch(/^countries\.10 /)
  expect(wrong(12)).toHaveLength(10)
  expect(wrong(12).at(-2)).toMatch(/^countries\.9 /)
  expect(wrong(12).at(-1)).toBe('3 more mistakes are not told yet.')
})
