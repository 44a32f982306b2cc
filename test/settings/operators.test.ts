import { expect, test } from 'vitest'
import { checkRunbook } from '../../ops/checks/stack.ts'

import { operatorLanguageOf } from '../../settings/operators.ts'
import { type Changes, check } from './checked.ts'

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
    { what: 'Runbook', state: 'remark', say: expect.stringMatching(/^Mails about alarms have no link .* runbookUrl/) },
  ])
  expect(checks({})).toEqual([])
  expect(checks({ ...simulator, runbookUrl: undefined })).toEqual([])
})
