import { describe, expect, test } from 'vitest'
import { checkRunbook } from '../../ops/checks/stack.ts'

import { lackingInMails, operatorLanguageOf } from '../../settings/operators.ts'
import { check } from './checked.ts'

const french = { carrier: 'ovh', number: '+33939000001', language: 'fr' }
const belgian = { number: '+32460000000', language: 'fr' }
const ofFrance = {
  countries: ['FR', 'BE'],
  ovh: { serviceName: 'sms-ab12345-1' },
  currency: { code: 'EUR', perUsd: 0.92 },
}

describe('those who run a stage are spoken to', () => {
  test.each([
    ['in French if all its numbers are French', [french], undefined, 'fr'],
    ['in English if one is of another country', [french, belgian], undefined, 'en'],
    ['as settings say, whatever its numbers', [french], 'en', 'en'],
  ])('%s', (_, lines, operatorLanguage, language) => {
    expect(operatorLanguageOf(check({ ...ofFrance, lines, operatorLanguage }))).toBe(language)
  })
})

describe('mails about alarms', () => {
  test('lack a link if settings have no runbookUrl', () => {
    expect(lackingInMails(check({ runbookUrl: undefined }))).toMatch(
      /^Mails about alarms have no link .* runbookUrl, .*\.$/,
    )
  })

  test('lack nothing if they have, or if nobody gets any', () => {
    expect(lackingInMails(check({}))).toBeUndefined()

    const simulator = { lines: [{ buy: 'SIMULATOR', language: 'en' }], countries: ['US'], alertEmails: [] }
    expect(lackingInMails(check({ ...simulator, runbookUrl: undefined }))).toBeUndefined()
  })
})

test('doctor remarks that mails would have no link to the runbook, and has nothing to say of those that have', () => {
  expect(checkRunbook({ settings: check({ runbookUrl: undefined }) })).toEqual([
    { what: 'Runbook', state: 'remark', say: expect.stringMatching(/^Mails about alarms have no link /) },
  ])
  expect(checkRunbook({ settings: check({}) })).toEqual([])
})
