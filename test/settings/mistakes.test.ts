import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'

import { checkSettings, readSettings } from '../../settings/read.ts'
import { Refusal } from '../../settings/refusal.ts'
import { type Changes, check, exampleFile, line, ours, refusal, said } from './checked.ts'

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

describe('a country', () => {
  test.each([
    ['UK', 'GB'],
    ['uk', 'GB'],
    ['fr', 'FR'],
    ['Be', 'BE'],
  ])('written as %s is corrected to %s', (code, meant) => {
    expect(said({ countries: ['BE', code] })).toEqual([
      `countries.2 (counted from 1) is "${code}", but it must be a country of two capital letters (ISO 3166) that has mobile numbers: write "${meant}".`,
    ])
  })

  test.each(['EN', 'FRA', 'France', ''])('that resembles no other gets no suggestion: %j', (code) => {
    expect(said({ countries: [code] })).toEqual([
      `countries.1 (counted from 1) is "${code}", but it must be a country of two capital letters (ISO 3166) that has mobile numbers.`,
    ])
  })
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

describe('a number', () => {
  test.each([
    ['0,08', '0.08'],
    ['0.08', '0.08'],
    ['1', '1'],
  ])('in quotes (%s) is shown without them', (typed, number) => {
    expect(said({ partPriceUsd: typed })).toEqual([
      `partPriceUsd is "${typed}", but it must be a price in USD: write ${number}, without quotes.`,
    ])
    expect(said({ alarms: { spendShare: typed } })).toEqual([
      `alarms.spendShare is "${typed}", but it must be a share: write ${number}, without quotes.`,
    ])
  })

  test.each([
    ['100', '100'],
    ['1,000', '1000'],
    ['1 000', '1000'],
    ['10.000', '10000'],
  ])('of parts in quotes (%s) is shown without them', (typed, number) => {
    expect(said({ budgets: { default: { month: typed } } })).toEqual([
      `budgets.default.month is "${typed}", but it must be a whole number from 1 to 1550000: write ${number}, without quotes.`,
    ])
  })

  test('in words gets no suggestion', () => {
    expect(said({ partPriceUsd: 'eight cents', block: { after: '1,5', for: '1 d' } })).toEqual([
      'block.after is "1,5", but it must be a whole number from 1 to 50.',
      'partPriceUsd is "eight cents", but it must be a price in USD.',
    ])
  })

  test.each([
    ['0,08', 'write 0.08'],
    ['1,085', 'write 1.085 or 1085'],
  ])('with a comma (%s), which is not valid JSON, is shown with a point', (typed, instead) => {
    const folder = mkdtempSync(join(tmpdir(), 'settings-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, 'prod.json'), `{ "region": "eu-west-3", "partPriceUsd": ${typed} }`)
    expect(() => readSettings('prod', pathToFileURL(`${folder}/`))).toThrow(
      new Refusal(`settings/prod.json is not JSON: partPriceUsd is ${typed}, but a number has no comma: ${instead}.`),
    )
  })
})

describe('a key', () => {
  test.each([
    ['alertemails', 'alertEmails'],
    ['alert_emails', 'alertEmails'],
    ['regoin', 'region'],
    ['country', 'countries'],
    ['budget', 'budgets'],
    ['partPriceEur', 'partPriceUsd'],
  ])('misspelt as %s is corrected to %s, in one sentence', (typed, meant) => {
    const { [meant]: value = {}, ...others } = { ...exampleFile, ...ours } as Changes
    expect(() => checkSettings({ ...others, [typed]: value }, 'settings/prod.json')).toThrow(
      new Refusal(`settings/prod.json: ${typed} is not a setting: write "${meant}".`),
    )
  })

  test('is also corrected in a nested object', () => {
    expect(said({ lines: [line, { numer: '+32460000001', language: 'fr' }] })).toEqual([
      'lines.2.numer (counted from 1) is not a setting: write "number".',
    ])
    expect(said({ lines: [{ number: '+32460000000', langue: 'fr' }] })).toEqual([
      'lines.1.langue (counted from 1) is not a setting: write "language".',
    ])
    expect(said({ budgets: { default: { hours: 1 } } })).toEqual([
      'budgets.default.hours is not a setting: write "hour".',
    ])
    expect(said({ texts: { FR: ['Non.'] } })).toEqual(['texts.FR is not a setting: write "fr".'])
  })

  test('without an unambiguous correction is refused with the list of valid keys', () => {
    expect(said({ block: { after: 20, for: '30 d', fort: '30 d', reason: 'x' } })).toEqual([
      'block.fort is not a setting: remove it, or write one of after, for.',
      'block.reason is not a setting: remove it, or write one of after, for.',
    ])
  })
})

describe('several mistakes', () => {
  test('are reported together, with one sentence each', () => {
    expect(
      said({ region: 'Paris', lines: [line, { ...line, number: '+32460000001', language: 'pt' }], colour: 'red' }),
    ).toEqual([
      'region is "Paris", but it must be an AWS region such as "eu-west-3".',
      'lines.2.language (counted from 1) is "pt", but it must be one of fr, en, de, es, it, nl.',
      expect.stringMatching(/^colour is not a setting: remove it, or write one of region, alertEmails, /),
    ])
  })

  test('are limited to ten sentences, the last of which counts the rest', () => {
    const wrong = (count: number) => said({ countries: Array.from({ length: count }, (_, i) => `country ${i + 1}`) })
    expect(wrong(10)).toHaveLength(10)
    expect(wrong(10).at(-1)).toMatch(/^countries\.10 /)
    expect(wrong(12)).toHaveLength(10)
    expect(wrong(12).at(-2)).toMatch(/^countries\.9 /)
    expect(wrong(12).at(-1)).toBe('3 more mistakes are not told yet.')
  })
})
