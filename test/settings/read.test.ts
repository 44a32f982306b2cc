import { globSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { merged } from '../../carriers/test/examples.ts'
import { checkRunbook } from '../../ops/checks/stack.ts'
import { configOf, monthlySpendLimitUsd } from '../../settings/config.ts'
import { operatorLanguageOf } from '../../settings/operators.ts'
import { checkSettings, onlyOwnStage, readSettings } from '../../settings/read.ts'
import { Refusal } from '../../settings/refusal.ts'
import { carrierNames } from '../../shared/rules/carriers.ts'
import { replyText } from '../../shared/rules/messages.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { type Changes, check, exampleFile, line, refusal, said } from './checked.ts'

const folderOf = (files: Parameters<typeof temporaryFolder>[0]) => pathToFileURL(`${temporaryFolder(files)}/`)

test.each([[null], [[]], ['settings'], [7]])('a file that holds %j', (raw) => {
  expect(() => checkSettings(raw, 'settings/prod.json')).toThrow(/^settings\/prod\.json: the file is .* must be .*\.$/)
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

  const written = { region: 'eu-west-1', alertEmails: ['me@example.org'], lines: [line], countries: ['BE'] }
  const settings = JSON.stringify({ ...written, partPriceUsd: 1 })

  test('that come with the project are valid', () => {
    expect(readSettings('local')).toMatchObject({ replyDelay: { min: 1000, max: 1000 }, alertEmails: [] })
    expect(readSettings('example').replyDelay).toEqual({ min: 45 * 60_000, max: 75 * 60_000 })
    expect(readSettings('rehearsal').lines).toMatchObject([{ buy: 'SIMULATOR' }])
  })

  test('that do not exist are reported with those that do', () => {
    const sentence =
      'There is no settings/prod.json: the stage must be one of half, least, or copy settings/example.json.'
    const folder = folderOf({ 'half.json': '{', 'least.json': settings })
    expect(() => readSettings('prod', folder)).toThrow(sentence)
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
    const refusal = new Refusal(`settings/half.json ${sentence}`)
    expect(() => readSettings('half', folderOf({ 'half.json': json }))).toThrow(refusal)
  })

  test('that share a watch elsewhere with another stage are refused: it would miss that one falls silent', () => {
    const watched = (heartbeatUrl: string) => JSON.stringify({ ...JSON.parse(settings), heartbeatUrl })
    const [one, two, same] = ['one', 'two', 'one'].map((name) => watched(`https://watch.example/${name}`))
    const folder = folderOf({ 'a.json': one ?? '', 'b.json': two ?? '', 'c.json': same ?? '', 'd.json': settings })
    const twin = 'settings/c.json: heartbeatUrl must not be that of settings/a.json, whose beats would hide a silence'
    expect(() => readSettings('c', folder)).toThrow(new Refusal(twin))
    expect(['b', 'd'].map((stage) => readSettings(stage, folder).heartbeatUrl)).toEqual([
      'https://watch.example/two',
      undefined,
    ])
    expect(() => readSettings('e', folderOf({ 'e.json': watched('http://watch.example') }))).toThrow('https address')
  })

  test('that begin with a byte order mark are read', () => {
    expect(readSettings('least', folderOf({ 'least.json': `\uFEFF${settings}` })).region).toBe('eu-west-1')
  })
})

test('a wording of the project is chosen by its name: the neutral one in French has no brackets', () => {
  const { texts } = check({ texts: { fr: 'neutral' } })
  expect(texts.fr?.[0]).toMatch(/^Vous avez écrit ou téléphoné au numéro /)
  expect(texts.fr?.[1]).toBe(replyText('fr', 1))
  expect(texts.fr?.join()).not.toMatch(/[()]/)
})

test('where a part holds less, longer replies may cost two, and the shorter ones don’t', () => {
  const allowed = (language: string) => {
    const lines = [{ number: '+15145550123', language }]
    const settings = check({ lines, countries: ['CA'], partPriceUsd: 0.01, budgets: { default: { month: 1000 } } })
    return [configOf(settings, () => '+15145550123').maxPricePerReplyUsd, monthlySpendLimitUsd(settings)]
  }
  expect(['fr', 'en', 'de'].map(allowed)).toEqual([
    [0.01, 10],
    [0.01, 10],
    [0.02, 20],
  ])
})

test('the stage rehearsal fits into the spend limit of a new account', () => {
  expect(monthlySpendLimitUsd(readSettings('rehearsal'))).toBe(1)
})

test('an address of the runbook with a password is refused without telling it', () => {
  expect(refusal({ runbookUrl: 'https://:hunter2@example.org' })).not.toContain('hunter2')
})

test('several mistakes are limited to ten sentences, the last of which counts the rest', () => {
  const wrong = (count: number) => said({ countries: Array.from({ length: count }, (_, i) => `country ${i + 1}`) })
  expect(wrong(10)).toHaveLength(10)
  expect(wrong(10).at(-1)).toMatch(/^countries\.10 /)
  expect(wrong(12)).toHaveLength(10)
  expect(wrong(12).at(-2)).toMatch(/^countries\.9 /)
  expect(wrong(12).at(-1)).toBe('3 more mistakes are not told yet.')
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

const french = { carrier: 'ovh', number: '+33939000001', language: 'fr' }
const belgian = { number: '+32460000000', language: 'fr' }
const ovh = { serviceName: 'sms-ab12345-1' }
const ofFrance = { countries: ['FR', 'BE'], ovh, currency: { code: 'EUR', perUsd: 0.92 } }

test.each([
  ['in French if all its numbers are French', [french], undefined, 'fr'],
  ['in English if one is of another country', [french, belgian], undefined, 'en'],
  ['as settings say, whatever its numbers', [french], 'en', 'en'],
])('those who run a stage are spoken to %s', (_, lines, operatorLanguage, language) => {
  expect(operatorLanguageOf(check({ ...ofFrance, lines, operatorLanguage }))).toBe(language)
})

test('doctor remarks on alarm mails without a link to the runbook, unless nobody gets any', () => {
  const simulator = { lines: [{ buy: 'SIMULATOR', language: 'en' }], countries: ['US'], alertEmails: [] }
  const checks = (changes: Changes) => checkRunbook({ settings: check(changes) })
  expect(checks({ runbookUrl: undefined })).toMatchObject([
    { state: 'remark', say: { en: expect.stringMatching(/^Mails about alarms have no link .* runbookUrl/) } },
  ])
  expect(checks({})).toEqual([])
  expect(checks({ ...simulator, runbookUrl: undefined })).toEqual([])
})

/** Settings with one line. The changes of each example are of the settings, or of the `line`. */
type Examples = {
  readonly settings: { readonly lines: readonly object[] }
  /** The sentences with which changed settings are refused, one for each mistake, or how they begin. */
  readonly refused: Readonly<Record<string, readonly [changes: Changes, sentences: string | readonly string[]]>>
  /** What changed settings come to, among other things. */
  readonly taken: Readonly<Record<string, readonly [changes: Changes, comes: object]>>
}

/** Those of AWS lie here, and any other carrier's with its examples. */
const files = globSync(['test/settings/examples.json', 'carriers/*/test/examples/settings.json'])

test('each carrier but AWS has examples of settings', () => {
  expect(files).toHaveLength(carrierNames.length)
})

describe.each(files)('what %s says of settings', (file) => {
  const { settings, refused, taken }: Examples = JSON.parse(readFileSync(file, 'utf8'))
  const changed = ({ line, ...others }: Changes): Changes => {
    const lines = line === undefined ? settings.lines : settings.lines.map((usual) => ({ ...usual, ...Object(line) }))
    return merged({ ...settings, lines, ...others }, {}) as Changes
  }

  test.each(Object.entries(refused))('may not have %s', (_, [changes, sentences]) => {
    const beginnings = [sentences].flat()
    expect(said(changed(changes)).map((sentence, i) => sentence.slice(0, beginnings[i]?.length))).toEqual(beginnings)
  })

  test.each(Object.entries(taken))('may have %s', (_, [changes, comes]) => {
    const settings = check(changed(changes))
    const config = configOf(settings, ({ number = '' }) => number)
    expect({ settings, config, spendLimitUsd: monthlySpendLimitUsd(settings) }).toMatchObject(comes)
  })
})
