import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { configOf, monthlySpendLimitUsd } from '../../settings/config.ts'
import { checkSettings, onlyOwnStage, readSettings } from '../../settings/read.ts'
import { Refusal } from '../../settings/refusal.ts'
import { carrierNames } from '../../shared/rules/carriers.ts'
import { replyText } from '../../shared/rules/messages.ts'
import { type Changes, check, exampleFile, line, said } from './checked.ts'

/** A folder with these files, until the test ends. */
const folderOf = (files: { readonly [name: string]: string }): URL => {
  const folder = mkdtempSync(join(tmpdir(), 'settings-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return pathToFileURL(`${folder}/`)
}

const allowsNo = 'an AWS number answers phones of its own country'

describe('settings are refused with one sentence for each mistake, which names the setting, its value and what is allowed:', () => {
  test.each<[string, Changes, readonly string[]]>([
    [
      'lines and addresses',
      {
        region: 'cn-north-1',
        alertEmails: ['me'],
        lines: [
          { ...line, number: '0612345678' },
          { language: 'fr' },
          { ...line, phoneNumberId: '+32460000000' },
          { buy: 'IT', language: 'it', phoneNumberId: 'phone-0' },
          { ...line, carrier: 'orange' },
        ],
        currency: { code: '€', perUsd: 0.92 },
        runbookUrl: 'docs/runbook.md',
      },
      [
        'region is "cn-north-1", but it must be an AWS region such as "eu-west-3".',
        'alertEmails.1 (counted from 1) is "me", but it must be an e-mail address.',
        'lines.1.number (counted from 1) is "0612345678", but it must be an E.164 number such as "+32460000000".',
        'lines.2 (counted from 1) is {"language":"fr"}, but it must have either "number" or "buy".',
        'lines.3.phoneNumberId (counted from 1) is "+32460000000", but it must be an id of AWS such as "phone-0123abcd".',
        'lines.4.phoneNumberId (counted from 1) is "phone-0", but it must be left out: only a "number" of AWS needs one.',
        `lines.5.carrier (counted from 1) is "orange", but it must be one of ${carrierNames.join(', ')}.`,
        'currency.code is "€", but it must be three capital letters (ISO 4217) such as "EUR".',
        'runbookUrl is "docs/runbook.md", but it must be an https address such as "https://example.org/docs/runbook.md".',
      ],
    ],
    [
      'times and amounts',
      {
        replyDelay: { min: '-5 min', max: '13 h' },
        limits: [{ replies: 0, per: '24 h' }],
        budgets: {
          long: { hour: 100, day: 60_000, month: 1_000_000 },
          hasty: { hour: 200, day: 100, month: 1000 },
          daily: { hour: 1, day: 100, month: 10 },
        },
        partPriceUsd: 0.000_001,
      },
      [
        'replyDelay.min is "-5 min", but it must be a number and a unit, such as "45 min": s, min, h or d.',
        'replyDelay.max is "13 h", but it must be from "0 s" to "12 h".',
        'limits.1.replies (counted from 1) is 0, but it must be a whole number from 1 to 100.',
        'budgets.long.day is 60000, but it must be a whole number from 1 to 50000.',
        "budgets.hasty.hour is 200, but it must not exceed the day's 100.",
        "budgets.daily.day is 100, but it must not exceed the month's 10.",
        'partPriceUsd is 0.000001, but it must be at least 0.00001 USD.',
      ],
    ],
    [
      'texts, of which a bracket takes two characters, and a delay that ends before it begins',
      {
        replyDelay: { min: '2 h', max: '1 h' },
        texts: {
          fr: ['Arrêtez', ' '],
          en: ['x'.repeat(161), '['.repeat(81)],
          de: 'formal',
          pt: ['Deixe-me.'],
        },
      },
      [
        'replyDelay is {"min":"2 h","max":"1 h"}, but it must have a "min" that does not exceed its "max".',
        'texts.fr.1 (counted from 1) is "Arrêtez", but it must be written in GSM-7 characters only (no â, ê, î, ô, û, ç, curly quotes or emoji).',
        'texts.fr.2 (counted from 1) is " ", but it must not be empty.',
        `texts.en.1 (counted from 1) is "${'x'.repeat(77)}…", but it must fit one SMS part, 160 GSM-7 characters.`,
        `texts.en.2 (counted from 1) is "${'['.repeat(77)}…", but it must fit one SMS part, 160 GSM-7 characters.`,
        'texts.de is "formal", but it must be a list of texts, or the name of a wording of the project\'s ("historic" for fr, "neutral" for fr).',
        'texts.pt is not a setting: remove it, or write one of fr, en, de, es, it, nl.',
      ],
    ],
    ['no line', { lines: [] }, ['lines is [], but it must hold at least one line.']],
    [
      'a line twice, an AWS line without a price, and budgets that exceed what the queue can hold',
      {
        lines: [line, line, { ...line, number: '+32460000001', budget: 'second' }],
        partPriceUsd: undefined,
        budgets: {
          default: { hour: 100, day: 30_000, month: 100_000 },
          second: { hour: 100, day: 30_000, month: 100_000 },
        },
      },
      [
        'lines.2.number (counted from 1) is "+32460000000", but it must be listed once.',
        'partPriceUsd is missing; it must be a price in USD.',
        expect.stringMatching(
          /^budgets is .*, but it must add up to at most 50000 parts a day, or the queue could not/,
        ),
      ],
    ],
    [
      'an AWS number that answers no country of the stage',
      { lines: [line], countries: ['FR', 'CH'] },
      [
        `lines.1.number (counted from 1) is "+32460000000", but it must be a number of one of countries (FR, CH): ${allowsNo}.`,
      ],
    ],
    [
      'a number bought for no country of the stage',
      { lines: [{ buy: 'IT', language: 'it' }], countries: ['FR', 'SE', 'NL'] },
      [
        `lines.1.buy (counted from 1) is "IT", but it must be NL or SE, to answer one of countries (FR, SE, NL): ${allowsNo}.`,
      ],
    ],
    [
      'a simulator that answers no country of the stage, though Canada has the same calling code',
      { lines: [{ buy: 'SIMULATOR', language: 'en' }], countries: ['CA'] },
      [`lines.1.buy (counted from 1) is "SIMULATOR", but it must be CA, to answer one of countries (CA): ${allowsNo}.`],
    ],
  ])('%s', (_, changes, sentences) => {
    expect(said(changes)).toEqual(sentences)
  })

  test.each([[null], [[]], ['settings'], [7]])('a file that holds %j', (raw) => {
    expect(() => checkSettings(raw, 'settings/prod.json')).toThrow(
      /^settings\/prod\.json: the file is .*, but it must be .*\.$/,
    )
  })
})

describe('settings files', () => {
  test('that only copy the example are refused, except the example itself', () => {
    expect(() => checkSettings(exampleFile, 'settings/prod.json')).toThrow(
      new Refusal(
        [
          'settings/prod.json: alertEmails.1 (counted from 1) is "you@example.org", but it must be an address that somebody reads.',
          'settings/prod.json: lines.1.number (counted from 1) is "+393990000000", but it must be a number of yours: this is the example.',
          'settings/prod.json: runbookUrl is "https://github.com/OWNER/anti-relou/blob/main/docs/runbook.md", but it must be the address of your copy: OWNER stands for its owner.',
        ].join('\n'),
      ),
    )
    expect(() => checkSettings(exampleFile, 'settings/example.json')).not.toThrow()
  })

  const least = {
    region: 'eu-west-1',
    alertEmails: ['me@example.org'],
    lines: [line],
    countries: ['BE'],
    partPriceUsd: 1,
  }
  const settings = JSON.stringify(least)

  test('that come with the project are valid', () => {
    expect(readSettings('local').replyDelay).toEqual({ min: 1000, max: 1000 })
    expect(readSettings('example').replyDelay).toEqual({ min: 45 * 60_000, max: 75 * 60_000 })
    expect(readSettings('rehearsal').lines).toMatchObject([{ buy: 'SIMULATOR' }])
  })

  test('with only the required settings get the defaults', () => {
    expect(readSettings('least', folderOf({ 'least.json': settings }))).toMatchObject({
      lines: [{ number: '+32460000000', budget: 'default' }],
      replyDelay: { min: 45 * 60_000, max: 75 * 60_000 },
      limits: [
        { replies: 1, per: 24 * 3_600_000 },
        { replies: 3, per: 30 * 24 * 3_600_000 },
      ],
      block: { after: 20, for: 30 * 24 * 3_600_000 },
      budgets: { default: { hour: 100, day: 1000, month: 10_000 } },
      currency: { code: 'USD', perUsd: 1 },
      alarms: { textsPerHour: 500, deliverySuccess: 0.8, spendShare: 0.8 },
      texts: {},
    })
  })

  test('that do not exist are reported with those that do', () => {
    const sentence =
      'There is no settings/prod.json: the stage must be one of half, least, or copy settings/example.json.'
    const folder = folderOf({ 'half.json': '{', 'least.json': settings })
    expect(() => readSettings('prod', folder)).toThrow(new Refusal(sentence))
    expect(() => readSettings('../settings/least', folder)).toThrow(Refusal)
  })

  test.each([
    ['{ "region": ', 'is not JSON: something is missing or wrong in line 1.'],
    ['{ "region": "eu-west-3"', 'is not JSON: it ends before every bracket is closed.'],
    ['{\n  "countries": ["FR"],\n}', 'is not JSON: line 2 ends with a comma, after which nothing comes: remove it.'],
    ['{\n  "countries": ["FR", ]\n}', 'is not JSON: line 2 ends with a comma, after which nothing comes: remove it.'],
    ['{\n  // mine\n}', "is not JSON: line 2 has a comment, which JSON doesn't allow: remove it."],
    ['{\n  "region": "x"\n  "lines": []\n}', 'is not JSON: a comma is missing before line 3.'],
    ['{ "countries": ["FR" "BE"] }', 'is not JSON: a comma is missing before something in line 1.'],
    ["{ 'region': 'x' }", "is not JSON: line 1 has 'region', but names and texts stand in double quotes."],
    ['{ "region": "x }', 'is not JSON: a text in line 1 lacks its closing quotation mark.'],
    ['{}}', 'is not JSON: line 1 has something after the last bracket.'],
    ['{\n  "region": "x",\n  "region": "y"\n}', 'has "region" a second time, in line 3: keep one of them.'],
    ['{ "budgets": { "a": { "day": 1, "day": 2 } } }', 'has "day" a second time, in line 1: keep one of them.'],
    ['{ "partPriceUsd": 0,08 }', 'is not JSON: partPriceUsd is 0,08, but a number has no comma: write 0.08.'],
    ['{ "month": 1,085 }', 'is not JSON: month is 1,085, but a number has no comma: write 1.085 or 1085.'],
  ])('that are not the JSON that somebody meant are refused in one sentence, with the line: %s', (json, sentence) => {
    expect(() => readSettings('half', folderOf({ 'half.json': json }))).toThrow(
      new Refusal(`settings/half.json ${sentence}`),
    )
  })

  test('that begin with a byte order mark are read', () => {
    expect(readSettings('least', folderOf({ 'least.json': `\uFEFF${settings}` })).region).toBe('eu-west-1')
  })
})

test('a wording of the project is chosen by its name: the neutral one in French has no brackets', () => {
  const { texts } = check({ texts: { fr: 'neutral' } })
  expect(texts.fr?.[0]).toMatch(/^Vous avez écrit ou téléphoné à un numéro /)
  expect(texts.fr?.[1]).toBe(replyText('fr', 1))
  expect(texts.fr?.join()).not.toMatch(/[()]/)
})

test('the stage rehearsal fits into the spend limit of a new account', () => {
  expect(monthlySpendLimitUsd(readSettings('rehearsal'))).toBe(1)
})

test.each([
  ['of one of the countries of the stage', { number: '+32460000000' }, ['FR', 'BE']],
  ['of a country that shares its calling code', { number: '+447860000000' }, ['JE']],
  ['that is bought for one of the countries', { buy: 'IT' }, ['IT', 'SM']],
  ['that is a simulator, which is American', { buy: 'SIMULATOR' }, ['US']],
])('an AWS number %s is accepted', (_, one, countries) => {
  expect(check({ lines: [{ ...one, language: 'fr' }], countries }).lines).toMatchObject([one])
})

test('functions get the least time between two requests to AWS, one second by default, and none to a carrier that takes more', () => {
  const intervalsOf = (changes: Parameters<typeof check>[0]) =>
    configOf(check(changes), ({ number }) => number ?? '').sendIntervalMs
  expect(intervalsOf({})).toEqual({ aws: 1000 })
  expect(intervalsOf({ aws: { repliesPerSecond: 5 } })).toEqual({ aws: 200 })
})

test('the spend limit to request covers a full month of every budget', () => {
  const month = (parts: number) => ({ hour: 1, day: 1, month: parts })
  const lines = ['a', 'b'].map((budget, i) => ({ number: `+3246000000${i}`, language: 'fr', budget }))
  expect(monthlySpendLimitUsd(check({ lines, budgets: { a: month(1000), b: month(501) }, partPriceUsd: 0.08 }))).toBe(
    121,
  )
})

describe('without a stage', () => {
  test('the only settings file of a maintainer’s own is used', () => {
    const files = { 'schema.ts': '', 'local.json': '', 'example.json': '', 'rehearsal.json': '', 'prod.json': '' }
    expect(onlyOwnStage(folderOf(files))).toBe('prod')
  })

  test('no stage is used if there is no such file, or several', () => {
    expect(onlyOwnStage(folderOf({ 'local.json': '', 'example.json': '' }))).toBeUndefined()
    expect(onlyOwnStage(folderOf({ 'prod.json': '', 'test.json': '' }))).toBeUndefined()
  })
})
