import { describe, expect, test } from 'vitest'
import { configOf } from '../../../settings/config.ts'
import type { Settings } from '../../../settings/schema.ts'
import { standAlone } from '../../../settings/texts.ts'
import { textsOf } from '../../../shared/rules/config.ts'
import { replyText } from '../../../shared/rules/messages.ts'
import { type Changes, check, line, refusal } from '../../../test/settings/checked.ts'
import { httpSmsLine } from './example.ts'

test('only the budget of a SIM has a gap, and only its line a pace', () => {
  const settings = check({ lines: [line, httpSmsLine], budgets: undefined })
  const { budgets } = configOf(settings, ({ number = '' }) => number)
  const gaps = Object.entries(budgets).map(([name, { gapMs }]) => [name, gapMs])
  expect(Object.fromEntries(gaps)).toStrictEqual({ default: undefined, 'httpsms-12': 2000 })
  const alone = configOf(check({ lines: [line], budgets: undefined }), ({ number = '' }) => number)
  expect(alone.sendIntervalMs?.httpsms).toBeUndefined()
})

describe('the French wording of a SIM line', () => {
  const historic = replyText('fr', 0)
  const neutral = replyText('fr', 0, standAlone)

  test.each<[string, Changes, Settings['texts'] | { readonly fr: string }, readonly string[]]>([
    ['neutral, since a caller sees no text above it', {}, {}, [neutral, historic]],
    ['historic if the line ignores calls, so all follow a text', { calls: 'ignore' }, {}, [historic, historic]],
    ['historic if settings say so', {}, { fr: 'historic' }, [historic, historic]],
    ['the one in settings', {}, { fr: ['Merci.'] }, ['Merci.', 'Merci.']],
    ['neutral if settings have words of another language', {}, { en: ['Thanks.'] }, [neutral, historic]],
  ])('is %s', (_, changes, texts, expected) => {
    const settings = check({ lines: [{ ...httpSmsLine, ...changes }, line], countries: ['FR', 'BE'], texts })
    const config = configOf(settings, ({ number = '' }) => number)
    expect(config.lines.map(({ number }) => replyText('fr', 0, textsOf(config, number)))).toEqual(expected)
  })
})

test.each([
  'https://me:hunt/er2@sms.example.org',
  'https://me:hunt#er2@sms.example.org',
  'https://me:hunt er2@sms.example.org',
  'me:hunter2@sms.example.org',
])('a password in the address of httpSMS never appears in a message: %j', (url) => {
  for (const httpSms of [{ url }, [{ url }]])
    expect(refusal({ lines: [line, httpSmsLine], httpSms })).not.toMatch(/hunt|er2/)
})
