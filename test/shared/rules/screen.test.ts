import { expect, test } from 'vitest'

import { screen } from '../../../shared/rules/screen.ts'
import { hour, minute } from '../../../shared/rules/timing.ts'

const noon = Date.UTC(2026, 10, 24, 12)
const line = { number: '+32460000000', language: 'fr', budget: 'default', carrier: 'aws' } as const
const config = {
  lines: [line],
  countries: ['FR'],
  replyDelayMs: { min: 45 * minute, max: 75 * minute },
  limits: [],
  block: { after: 20, forMs: hour },
  budgets: {},
  maxPricePerReplyUsd: 1,
  texts: {},
}
const sms = { inboundId: 'id', sender: '+33612345678', line: line.number, text: 'Salut', sentAt: noon }

test('a sender who is known by an id is judged by the id’s country, without a number plan', () => {
  const known = (sender: string, country: string) => screen({ ...sms, sender, country }, config, noon)
  expect(known('FR.13491208655302741918', 'FR')).toEqual({ line, country: 'FR' })
  expect(known('US.ENT.5050', 'US')).toEqual({ silent: 'country' })
  expect(screen({ ...sms, sender: 'FR.13491208655302741918' }, config, noon)).toEqual({ silent: 'not-a-mobile' })
})

test('a text that can no longer be answered in time is stale, unless it is a STOP', () => {
  const answerBy = noon + 75 * minute + 2 * hour
  expect(screen({ ...sms, answerBy }, config, noon)).toEqual({ line, country: 'FR' })
  expect(screen({ ...sms, answerBy }, config, noon + 1)).toEqual({ silent: 'stale' })
  expect(screen({ ...sms, answerBy, text: 'STOP' }, config, noon + 1)).toEqual({ line, country: 'FR' })
})
