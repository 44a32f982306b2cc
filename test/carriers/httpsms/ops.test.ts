import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { openHttpSms, type Phone, type Webhook } from '../../../carriers/httpsms/ops-account.ts'
import { attachHttpSms } from '../../../carriers/httpsms/ops-attach.ts'
import { checkHttpSmsLines } from '../../../carriers/httpsms/ops-checks.ts'
import { phoneUpdate, webhookFor, webhookTo } from '../../../carriers/httpsms/ops-setup.ts'
import { httpSmsEvents, phoneRules } from '../../../carriers/httpsms/rules.ts'

import { knownWordsFor } from '../../../ops/explain.ts'
import { hour, minute, second } from '../../../shared/rules/timing.ts'
import { startAnswering, startSilent, startStalling } from '../../ops/machine.ts'
import { stoppedAfterwards } from '../../stand-in.ts'
import { attached as attachedBy, complaintOf, deployedAs } from '../deployed.ts'
import { httpSmsOnly, line as number } from './example.ts'
import { phone, startPhoneAccount } from './phone-account.ts'

const anna = await startPhoneAccount()
afterAll(anna.stop)
beforeEach(() => {
  delete anna.state.answer
})
const account = openHttpSms({ url: anna.url, apiKey: 'key-of-anna' })

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

const webhookUrl = 'https://abc.lambda-url.eu-west-3.on.aws/'
const attached = { apiKey: 'key-of-anna', userId: 'anna', webhookKey: 'k'.repeat(64) }
const known = { ...phone(number), ...phoneRules(2 * second) }
const webhook = { id: '1', ...webhookFor(number, webhookUrl, attached.webhookKey, undefined, [known]) }
const now = Date.parse('2026-11-24T12:00:00Z')
const outputs = {
  HttpSmsWebhookUrl: webhookUrl,
  HttpSmsSecretArn: 'arn',
  HttpSmsWebhookFunctionName: 'webhook',
  HttpSmsWebhookLogGroupName: 'logs',
}

/** A stage with one SIM whose stack has this secret. */
const deployedWith = (secret: object, apiKey?: string) =>
  deployedAs(
    { ...httpSmsOnly, httpSms: { url: anna.url } },
    { outputs, secrets: { arn: secret }, more: { now: () => now, variable: () => apiKey } },
  )

describe('attach', () => {
  /** Attaches the line, with a key that was typed. */
  const attach = async (secret: object, apiKey?: string, says: 'yes' | 'no' = 'yes') => {
    const { deployment, secrets, written } = deployedWith(secret, apiKey)
    const said = await attachedBy(attachHttpSms, deployment, number, says)
    return { ...said, secret: secrets['arn'], written }
  }
  const generated = { ...attached, apiKey: '', userId: '' }
  beforeEach(() => Object.assign(anna.state, { phones: [phone(number)], webhooks: [] }))

  test('exchanges the keys of httpSMS and the stage, and makes the phone send as the budget expects', async () => {
    expect(await attach(generated, ' key-of-anna\n')).toMatchObject({ secret: attached, complaint: 'none' })
    expect([anna.state.phones, anna.state.webhooks]).toEqual([[known], [webhook]])
  })

  test('can be repeated without a key, adds the line to a webhook that there is, and gives it a changed key', async () => {
    const other = '+33639980013'
    const before = { ...webhook, phone_numbers: [other], events: [], signing_key: 'old' }
    Object.assign(anna.state, { phones: [known, phone(other)], webhooks: [before] })
    // A write would end the hour in which events may still be signed with the previous key.
    for (const _ of [1, 2]) expect(await attach(attached)).toMatchObject({ written: [], complaint: 'none' })
    expect(anna.state.phones.toSorted((a, b) => a.phone_number.localeCompare(b.phone_number))).toEqual([
      known,
      phone(other),
    ])
    expect(anna.state.webhooks).toEqual([{ ...webhook, phone_numbers: [other, number] }])
  })

  test('says what it will change, and changes nothing without a yes', async () => {
    const eves = { ...attached, userId: 'eve' }
    const { asked, complaint, secret } = await attach(eves, undefined, 'no')
    expect(asked).toMatch(/^The key is of another account of httpSMS than before: /)
    expect(asked).toMatch(/send each reply once, within 10 minutes or not at all, at most 30 a minute\?$/)
    expect([complaint, secret]).toEqual(['Nothing was changed.', eves])
    expect([anna.state.phones, anna.state.webhooks]).toEqual([[phone(number)], []])
  })

  test('says what remains to be done by hand: the auto reply of httpSMS to missed calls', async () => {
    anna.state.phones = [phone(number, { missed_call_auto_reply: 'Text me instead.' })]
    expect((await attach(attached)).report).toMatch(
      / is attached: httpSMS tells .*\nFunctions .*\nTo be done by hand: httpSMS itself answers who calls/,
    )
  })

  test.each([
    ['there is no key', undefined, number, /^There is no API key of httpSMS yet: .* read -rs HTTPSMS_API_KEY/],
    ['the key is refused', 'key-of-somebody', number, /^httpSMS refuses the API key: /],
    [
      'httpSMS knows no phone with the number',
      'key-of-anna',
      '+33639980013',
      /^httpSMS knows no phone with the number \+33639980012: install its app/,
    ],
  ])('is refused in one sentence if %s', async (_, apiKey, knownNumber, sentence) => {
    anna.state.phones = [phone(knownNumber)]
    const { complaint, secret } = await attach(generated, apiKey)
    expect(complaint).toMatch(sentence)
    expect(complaint).not.toMatch(/\n|key-of/)
    expect(secret).toEqual(generated)
  })
})

describe('doctor', () => {
  type Found = {
    readonly secret?: object
    readonly phones?: readonly Phone[]
    readonly webhooks?: readonly Webhook[]
    readonly reportedAt?: number | undefined
  }

  /** What is told if httpSMS and Secrets Manager have this, or else what they have once the line is attached. */
  const checksOf = async ({ secret = attached, phones = [known], webhooks = [webhook], ...found }: Found) => {
    const { reportedAt } = { reportedAt: now - 3 * minute, ...found }
    const heartbeats = reportedAt === undefined ? {} : { [number]: reportedAt }
    Object.assign(anna.state, { phones, webhooks, heartbeats })
    return checkHttpSmsLines(deployedWith(secret).deployment)
  }

  test('finds nothing to fix once a line is attached, and says when its phone last reported', async () => {
    const checks = await checksOf({})
    expect(checks.filter(({ state }) => state !== 'ok')).toEqual([])
    expect(checks).toContainEqual({ what: `${number}: phone`, state: 'ok', say: 'reported 3 minutes ago' })
  })

  test.each<[string, Found, readonly RegExp[]]>([
    [
      'a line that is not attached',
      { secret: { ...attached, apiKey: '' } },
      [/^\+33639980012: not attached yet: npm run /],
    ],
    [
      'a key that is refused',
      { secret: { ...attached, apiKey: 'other' } },
      [/^httpSMS key: httpSMS refuses the API key/],
    ],
    [
      'a key of another account',
      { secret: { ...attached, userId: 'eve' } },
      [/^httpSMS key: not of the account that was/],
    ],
    [
      'a webhook key that is too short',
      { secret: { ...attached, webhookKey: 'k'.repeat(31) } },
      [/^httpSMS keys: The webhookKey of the secret is not at least 32 characters long, as it must be: mend arn in /],
    ],
    [
      'no webhook key',
      { secret: { apiKey: 'key-of-anna', userId: 'anna' } },
      [/^httpSMS keys: The secret is not JSON with apiKey, userId and webhookKey, as it must be: mend /],
    ],
    [
      'a phone and webhooks that were changed',
      {
        phones: [{ ...known, max_send_attempts: 0, message_expiration_seconds: 3600 }],
        webhooks: [
          { ...webhook, signing_key: 'old' },
          { ...webhook, id: '2', url: 'https://another.example/' },
        ],
      },
      [
        /: webhook: its signing key is not ours, so that every event is refused, .*: npm run ops -- attach \+33639980012/,
        /: other webhooks: one more is told of its texts/,
        /: attempts: httpSMS tries more than once, so that a reply may be sent twice: npm run /,
        /: expiry: httpSMS may send a reply 3600 seconds late/,
      ],
    ],
    ['a phone that is gone', { phones: [] }, [/: phone: httpSMS does not know it: install its app/]],
    ['a push token of null', { phones: [{ ...known, fcm_token: null }] }, [/: push: httpSMS cannot wake it/]],
    ['no push token', { phones: [{ ...known, fcm_token: undefined }] }, [/: push: httpSMS cannot wake it/]],
    ['a schedule', { phones: [{ ...known, message_send_schedule_id: 'at night' }] }, [/: schedule: httpSMS holds/]],
    [
      'an auto reply',
      { phones: [{ ...known, missed_call_auto_reply: 'Hi' }] },
      [/: missed calls: httpSMS itself answers/],
    ],
    [
      'a fast phone',
      { phones: [{ ...known, messages_per_minute: 60 }] },
      [/: pace: 60 a minute, but settings allow 30/],
    ],
    [
      'a phone that has stopped reporting',
      { reportedAt: now - hour },
      [/: phone: silent since 2026-11-24 11:00 UTC, and replies wait for it: /],
    ],
    ['a phone that never reported', { reportedAt: undefined }, [/: phone: it has never reported to httpSMS: /]],
  ])('finds %s', async (_, found, sentences) => {
    const toFix = (await checksOf(found)).flatMap(({ what, state, say }) =>
      state === 'fix' ? [`${what}: ${say}`] : [],
    )
    expect(toFix).toEqual(sentences.map((sentence) => expect.stringMatching(sentence)))
  })

  test('says what kept it from asking', async () => {
    anna.state.answer = { status: 500 }
    await expect(checksOf({})).rejects.toThrow('httpSMS refused GET /v1/users/me with the status 500.')
  })
})

test.each([
  [0, 60],
  [1, 60],
  [2, 30],
  [7, 8],
  [45, 1],
])('a phone whose replies are %i s apart sends at most %i a minute, once each', (gap, messages_per_minute) => {
  const once = { max_send_attempts: 1, message_expiration_seconds: 600 }
  expect(phoneRules(gap * second)).toEqual({ ...once, messages_per_minute })
})

test.each(['PHONE_OFFLINE', 'NOT_ATTACHED', 'HTTP_401', 'HTTP_402', 'HTTP_418'])(
  'the reason %s has an explanation',
  (reason) => {
    expect(knownWordsFor(reason)).toMatch(/^[^\n]+: [^\n]*[^.]$/)
  },
)
