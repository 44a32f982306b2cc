import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { openHttpSms } from '../../../carriers/httpsms/ops-account.ts'
import { phoneUpdate, webhookFor, webhookTo } from '../../../carriers/httpsms/ops-setup.ts'
import { httpSmsEvents, phoneRules } from '../../../carriers/httpsms/rules.ts'

import { knownWordsFor } from '../../../ops/explain.ts'
import { second } from '../../../shared/rules/timing.ts'
import { startAnswering, startSilent, startStalling } from '../../ops/machine.ts'
import { stoppedAfterwards } from '../../stand-in.ts'
import { phone, startPhoneAccount } from './phone-account.ts'

const number = '+33639980012'
const anna = await startPhoneAccount()
afterAll(anna.stop)
beforeEach(() => {
  delete anna.state.answer
})
const account = openHttpSms({ url: anna.url, apiKey: 'key-of-anna' })

const complaintOf = async (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'none',
    (error: Error) => error.message,
  )

describe('the account', () => {
  test('lists more phones than one response holds', async () => {
    anna.state.phones = Array.from({ length: 45 }, (_, i) => phone(`+336399800${10 + i}`))
    expect((await account.phones()).map(({ phone_number }) => phone_number)).toEqual(
      anna.state.phones.map(({ phone_number }) => phone_number),
    )
  })

  test('keeps the push token and the schedule of a phone that it updates', async () => {
    const before = phone(number, { message_send_schedule_id: '32343a19-da5e-4b1b-a767-3298a73703cb' })
    anna.state.phones = [before]
    await account.savePhone(phoneUpdate(before, 2000))
    const rules = { max_send_attempts: 1, message_expiration_seconds: 600, messages_per_minute: 30 }
    expect(anna.state.phones).toEqual([{ ...before, ...rules }])
  })

  test('tells when a phone last reported, or that it never has', async () => {
    anna.state.heartbeats[number] = Date.parse('2026-11-24T12:00:00Z')
    expect(await account.lastHeartbeat(number)).toBe(Date.parse('2026-11-24T12:00:00Z'))
    expect(await account.lastHeartbeat('+33639980013')).toBeUndefined()
  })

  test.each([
    ['the plan is used up', { status: 402 }, /^httpSMS wants a larger plan/],
    ['httpSMS fails', { status: 500 }, /^httpSMS refused GET \/v1\/users\/me with the status 500\.$/],
    ['the response has an unexpected shape', { status: 200 }, /^What httpSMS answers to GET \/v1\/users\/me is not/],
    [
      'httpSMS redirects to another address',
      { status: 307, location: 'http://127.0.0.1:1/' },
      /with the status 307\.$/,
    ],
  ])('explains in one sentence that %s', async (_, answer, sentence) => {
    anna.state.answer = answer
    expect(await complaintOf(account.userId())).toMatch(sentence)
  })

  test.each(['key-of-somebody', 'two\nlines', 'clé'])(
    'says that the key is refused, without quoting it: %j',
    async (apiKey) => {
      const complaint = await complaintOf(openHttpSms({ url: anna.url, apiKey }).userId())
      expect(complaint).toMatch(/^httpSMS refuses the API key: /)
      expect(complaint).not.toContain(apiKey)
    },
  )

  test.each([
    ['never responds', startSilent],
    ['begins to respond and never finishes', () => startStalling('application/json')],
  ])('says so if httpSMS %s', async (_, start) => {
    const late = openHttpSms({ url: await stoppedAfterwards(start()), apiKey: 'key-of-anna', timeoutMs: 100 })
    expect(await complaintOf(late.userId())).toMatch(/^httpSMS did not answer within /)
  })

  test.each([200, 403, 502])('says so if a proxy responds with a page and the status %i', async (status) => {
    const page = '<!DOCTYPE html><html><body><p>Sign in with +33612345678</p></body></html>'
    const url = await stoppedAfterwards(startAnswering(status, 'text/html', page))
    expect(await complaintOf(openHttpSms({ url, apiKey: 'key-of-anna' }).userId())).toBe(
      `What answered for httpSMS at ${url} with the status ${status} does not speak like it: see that httpSms.url in settings is its API, and whether a proxy is in between.`,
    )
  })

  test('says at which address nothing responds', async () => {
    const nowhere = openHttpSms({ url: 'http://127.0.0.1:1/api', apiKey: 'key-of-anna' })
    expect(await complaintOf(nowhere.userId())).toMatch(/^httpSMS can't be reached at http:\/\/127\.0\.0\.1:1: /)
  })
})

describe('the webhook', () => {
  const url = 'https://abc.lambda-url.eu-west-3.on.aws/'
  const ours = { id: '1', url: 'https://abc.lambda-url.eu-west-3.on.aws', signing_key: 'key' }

  test('is found by its URL, with or without the trailing slash', () => {
    const others = [
      { ...ours, id: '2', url: 'nowhere' },
      { ...ours, id: '3', url: `${url}other` },
    ]
    expect(webhookTo(url, [...others, ours])).toBe(ours)
    expect(webhookTo(url, others)).toBeUndefined()
  })

  test('keeps its numbers, except those without a phone, without duplicates', () => {
    const phones = [phone('+33639980013'), phone(number)]
    const before = { ...ours, phone_numbers: ['+33639980013', '+33639980014', number] }
    expect(webhookFor(number, url, 'key', before, phones)).toEqual({
      url,
      signing_key: 'key',
      events: httpSmsEvents,
      phone_numbers: ['+33639980013', number],
    })
    expect(webhookFor(number, url, 'key', undefined, phones).phone_numbers).toEqual([number])
  })
})

test.each([
  [0, 60],
  [1, 60],
  [2, 30],
  [7, 8],
  [45, 1],
  [60, 1],
])(
  'a phone whose replies are %i s apart sends at most %i a minute, with one attempt each',
  (gap, messages_per_minute) => {
    expect(phoneRules(gap * second)).toEqual({
      max_send_attempts: 1,
      message_expiration_seconds: 600,
      messages_per_minute,
    })
  },
)

test.each(['PHONE_OFFLINE', 'NOT_ATTACHED', 'HTTP_401', 'HTTP_402', 'HTTP_418'])(
  'the reason %s has an explanation',
  (reason) => {
    expect(knownWordsFor(reason)).toMatch(/^[^\n]+: [^\n]*[^.]$/)
  },
)
