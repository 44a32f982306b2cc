import { describe, expect, onTestFinished, test } from 'vitest'
import { minute, second } from '../../../shared/rules/timing.ts'
import { startAnswering, startSilent, startStalling } from '../../../test/ops/machine.ts'
import { stoppedAfterwards } from '../../../test/stand-in.ts'
import { attached as attachedBy, complaintOf, deployedAs } from '../../test/deployed.ts'
import { merged, opsExamples } from '../../test/examples.ts'
import { createHttpSmsGateway } from '../lambda/send.ts'
import { openHttpSms } from '../ops/account.ts'
import { attachHttpSms } from '../ops/attach.ts'
import { checkHttpSmsLines } from '../ops/checks.ts'
import { httpSmsEvents, phoneRules } from '../rules.ts'
import { withLongKey } from '../secret.ts'
import { serveHttpSms } from '../stand-in/api.ts'
import { httpSmsOnly, line as number } from './example.ts'

const now = Date.parse('2026-11-24T12:00:00Z')

/** An account of httpSMS with these phones, which have reported some time ago. */
const start = async (numbers: readonly string[] = [number], reportedAgo = 3 * minute) => {
  const { account, faults, url, stop } = await serveHttpSms(numbers, () => now - reportedAgo)
  onTestFinished(stop)
  return {
    account,
    faults,
    url,
    phone: account.phones.get(numbers[0] ?? ''),
    ask: openHttpSms({ url, apiKey: 'local' }),
  }
}
type Started = Awaited<ReturnType<typeof start>>

describe('the account', () => {
  test('lists more phones than one response holds', async () => {
    const numbers = Array.from({ length: 45 }, (_, i) => `+336399800${10 + i}`)
    const { ask } = await start(numbers)
    expect((await ask.phones()).map(({ phone_number }) => phone_number)).toEqual(numbers)
  })

  test('says so if the plan is used up', async () => {
    const { ask, faults } = await start()
    faults.add({ service: 'http-sms', action: 'GetUser', effect: { error: 'PaymentRequired', status: 402 } })
    expect(await complaintOf(ask.userId())).toMatch(/^httpSMS wants a larger plan/)
  })

  test('says so if the response has an unexpected shape', async () => {
    const url = await stoppedAfterwards(startAnswering(200, 'application/json', '{}'))
    const answer = await complaintOf(openHttpSms({ url, apiKey: 'local' }).userId())
    expect(answer).toMatch(/^What httpSMS answers to GET \/v1\/users\/me is not/)
  })

  test.each([
    ['never responds', startSilent],
    ['begins to respond and never finishes', () => startStalling('application/json')],
  ])('says so if httpSMS %s', async (_, start) => {
    const late = openHttpSms({ url: await stoppedAfterwards(start()), apiKey: 'local', timeoutMs: 100 })
    expect(await complaintOf(late.userId())).toMatch(/^httpSMS did not answer within /)
  })

  test.each([200, 403, 502])('says so if a proxy responds with a page and the status %i', async (status) => {
    const page = '<!DOCTYPE html><html><body><p>Sign in with +33612345678</p></body></html>'
    const url = await stoppedAfterwards(startAnswering(status, 'text/html', page))
    expect(await complaintOf(openHttpSms({ url, apiKey: 'local' }).userId())).toBe(
      `What answered for httpSMS at ${url} with the status ${status} does not speak like it: see that httpSms.url in settings is its API, and whether a proxy is in between.`,
    )
  })

  test('says at which address nothing responds', async () => {
    const nowhere = openHttpSms({ url: 'http://127.0.0.1:1/api', apiKey: 'local' })
    expect(await complaintOf(nowhere.userId())).toMatch(/^httpSMS can't be reached at http:\/\/127\.0\.0\.1:1: /)
  })
})

/** The secret of a stage that is attached to an account of httpSMS, and of one that is not yet. */
const attached = { apiKey: 'local', userId: 'local', webhookKey: 'k'.repeat(64) }
const generated = { ...attached, apiKey: '', userId: '' }
const webhookUrl = 'https://abc.lambda-url.eu-west-3.on.aws/'
const webhook = { url: webhookUrl, signing_key: attached.webhookKey, events: httpSmsEvents, phone_numbers: [number] }

/** A stage with one SIM, whose stack has this secret, for somebody who has typed this key. */
const deployedWith = ({ url }: Started, secret: object, apiKey?: string) => {
  const ofWebhook = { HttpSmsWebhookFunctionName: 'webhook', HttpSmsWebhookLogGroupName: 'logs' }
  const outputs = { HttpSmsWebhookUrl: webhookUrl, HttpSmsSecretArn: 'arn', ...ofWebhook }
  const more = { now: () => now, variable: () => apiKey }
  return deployedAs({ ...httpSmsOnly, httpSms: { url } }, { outputs, secrets: { arn: secret }, more })
}

/** Gives the phone other settings than the API would. */
const alter = ({ phone }: Started, changes: object) =>
  phone?.replaceSettings(Object.assign({}, phone.settings(), changes))

describe('attach', () => {
  /** Attaches the line, with a key that was typed. */
  const attach = async (httpSms: Started, secret: object, apiKey?: string, says: 'yes' | 'no' = 'yes') => {
    const { deployment, secrets, written } = deployedWith(httpSms, secret, apiKey)
    const said = await attachedBy(attachHttpSms, deployment, number, says)
    return { ...said, secret: secrets['arn'], written }
  }

  test('exchanges keys, and has the phone send as the budget expects, with its token and its schedule', async () => {
    const httpSms = await start()
    alter(httpSms, { message_send_schedule_id: '32343a19-da5e-4b1b-a767-3298a73703cb' })
    const before = httpSms.phone?.settings()
    expect(await attach(httpSms, generated, ' local\n')).toMatchObject({ secret: attached, complaint: 'none' })
    const rules = { max_send_attempts: 1, message_expiration_seconds: 600, messages_per_minute: 30 }
    expect(httpSms.phone?.settings()).toEqual({ ...before, ...rules })
    expect(httpSms.account.webhooks()).toMatchObject([webhook])
  })

  test('can be repeated without a key, adds the line to an old webhook, and gives it a changed key', async () => {
    const other = '+33639980013'
    const httpSms = await start([number, other])
    const { saveWebhook, webhooks } = httpSms.account
    const others = ['nowhere', `${webhookUrl}other`].map((url) => saveWebhook({ ...webhook, url }))
    // httpSMS refuses numbers that it does not know any more.
    const numbers = [other, '+33639980014']
    const url = webhookUrl.replace(/\/$/, '')
    const { id } = saveWebhook({ url, phone_numbers: numbers, events: [], signing_key: 'old' })
    // A write would end the hour in which events may still be signed with the previous key.
    for (const _ of [1, 2]) expect(await attach(httpSms, attached)).toMatchObject({ written: [], complaint: 'none' })
    expect(webhooks()).toMatchObject([...others, { ...webhook, id, phone_numbers: [other, number] }])
  })

  test('says what it will change, and changes nothing without a yes', async () => {
    const httpSms = await start()
    const [before, eves] = [httpSms.phone?.settings(), { ...attached, userId: 'eve' }]
    const { asked, complaint, secret } = await attach(httpSms, eves, undefined, 'no')
    expect(asked).toMatch(/^The key is of another account of httpSMS than before: /)
    expect(asked).toMatch(/send each reply once, within 10 minutes or not at all, at most 30 a minute\?$/)
    expect([complaint, secret]).toEqual(['Nothing was changed.', eves])
    expect([httpSms.phone?.settings(), httpSms.account.webhooks()]).toEqual([before, []])
  })

  test('says what remains to be done by hand: the auto reply of httpSMS to missed calls', async () => {
    const httpSms = await start()
    alter(httpSms, { missed_call_auto_reply: 'Text me instead.' })
    expect((await attach(httpSms, attached)).report).toMatch(
      / is attached: httpSMS tells .*\nFunctions .*\nTo be done by hand: httpSMS itself answers who calls/,
    )
  })

  type Refused = readonly [given: { readonly apiKey: string | null; readonly known?: string }, sentence: string]
  const refused = opsExamples<Refused>('httpsms', 'attach is refused')

  test.each(Object.entries(refused))('is refused if %s', async (_, [{ apiKey, known = number }, sentence]) => {
    const { complaint, secret } = await attach(await start([known]), generated, apiKey ?? undefined)
    expect(complaint).toContain(sentence)
    expect(complaint).not.toMatch(/\n|key-of/)
    expect(secret).toEqual(generated)
  })
})

describe('doctor', () => {
  /** What differs from an account to which the line is attached. */
  type Found = {
    readonly phone?: object
    readonly numbers?: readonly string[]
    readonly reportedAgo?: number
    readonly secret?: object
    readonly webhooks?: readonly object[]
  }
  const found = opsExamples<readonly [given: Found, sentences: readonly string[]]>('httpsms', 'doctor finds')

  /** What doctor tells if httpSMS and Secrets Manager have this, and what a beat does. */
  const checksOf = async ({ secret = {}, numbers, reportedAgo, webhooks = [{}], phone = {} }: Found) => {
    const httpSms = await start(numbers, reportedAgo)
    alter(httpSms, Object(merged(phoneRules(2 * second), phone)))
    for (const changes of webhooks) httpSms.account.saveWebhook({ ...webhook, ...changes })
    const kept = Object(merged(attached, secret))
    const readSecret = async () => withLongKey(kept)
    const gateway = createHttpSmsGateway({ url: httpSms.url, webhookUrl, readSecret, now: () => now })
    return {
      checks: await checkHttpSmsLines(deployedWith(httpSms, kept).deployment),
      heard: await gateway.hears?.(number),
    }
  }

  test('finds nothing to fix once a line is attached, and says when its phone last reported', async () => {
    const { checks, heard } = await checksOf({})
    expect(heard).toBe('somebody')
    expect(checks.filter(({ state }) => state !== 'ok')).toEqual([])
    expect(checks.find(({ id }) => id === 'phone')?.say.en).toBe('reported 3 minutes ago')
  })

  test.each(Object.entries(found))(
    'finds %s, and a beat objects to a webhook that does',
    async (_, [given, sentences]) => {
      const { checks, heard } = await checksOf(given)
      const toFix = checks.flatMap(({ what, state, say }) => (state === 'fix' ? [`${what.en}: ${say.en}`] : []))
      expect(toFix).toEqual(sentences.map((sentence) => expect.stringContaining(sentence)))
      const ofWebhook = checks.find(({ id }) => id === 'webhook')
      if (ofWebhook !== undefined) expect(heard === 'somebody').toBe(ofWebhook.state === 'ok')
    },
  )

  test('says what kept it from asking', async () => {
    const httpSms = await start()
    httpSms.faults.add({ service: 'http-sms', action: 'GetUser', effect: 'fail' })
    const refusal = 'httpSMS refused GET /v1/users/me with the status 500.'
    await expect(checkHttpSmsLines(deployedWith(httpSms, attached).deployment)).rejects.toThrow(refusal)
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
