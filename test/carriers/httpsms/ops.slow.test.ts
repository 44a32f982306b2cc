import { GetSecretValueCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { SignJWT } from 'jose'
import { afterAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { httpSmsEvents } from '../../../carriers/httpsms/rules.ts'

import { callUrl } from '../../../emulator/index.ts'
import type { Check } from '../../../ops/checks/check.ts'
import { createClients } from '../../../ops/clients.ts'
import { readSettings } from '../../../settings/read.ts'
import { deliveredBy, metricNames } from '../../../shared/rules/telemetry.ts'
import { hour, minute } from '../../../shared/rules/timing.ts'
import { until } from '../../e2e/running-number.ts'
import { line as awsLine, startOperated, stranger } from '../../ops/operated-number.ts'
import { line } from './example.ts'
import { phone, startPhoneAccount } from './phone-account.ts'

const phones = await startPhoneAccount()
const account = { concurrency: 1000, emailsConfirmed: true }
const number = await startOperated(account, 'local-httpsms', { localEndpoint: phones.url })
const settings = readSettings('local-httpsms')
const deployed = { ...settings, lines: settings.lines.filter(({ carrier }) => carrier === 'aws') }
const undeployed = await startOperated(account, 'local-httpsms', { deployed })
afterAll(() => Promise.all([number.stop(), phones.stop(), undeployed.stop()]))

const { cloud } = number
const { secretsManager } = createClients({
  region: cloud.region,
  endpoint: cloud.endpoint,
  credentials: { accessKeyId: 'owner', secretAccessKey: 'owner' },
})
const SecretId = cloud.outputs['HttpSmsSecretArn'] ?? ''
const readSecret = async () =>
  JSON.parse((await secretsManager.send(new GetSecretValueCommand({ SecretId }))).SecretString ?? '')
const { webhookKey } = await readSecret()
const previousKey = async () => {
  const version = new GetSecretValueCommand({ SecretId, VersionStage: 'AWSPREVIOUS' })
  return JSON.parse((await secretsManager.send(version)).SecretString ?? '').webhookKey
}
const keep = async (apiKey: string, userId: string, key = webhookKey) => {
  const SecretString = JSON.stringify({ apiKey, userId, webhookKey: key })
  await secretsManager.send(new PutSecretValueCommand({ SecretId, SecretString }))
}

/** Posts an event to the webhook as httpSMS does once the line is attached. */
const tellWebhook = async (event: object) => {
  const url = cloud.outputs['HttpSmsWebhookUrl'] ?? ''
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('api.httpsms.com')
    .setSubject('anna')
    .setAudience(url)
    .setNotBefore('10 minutes ago')
    .setExpirationTime('10 minutes')
    .sign(new TextEncoder().encode(webhookKey))
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  expect(await callUrl(url, { method: 'POST', headers, body: JSON.stringify(event) })).toMatchObject({ status: 204 })
}

/** CloudWatch shows metrics with a delay. */
const within = { timeout: 60_000, interval: 100 }

beforeEach(async () => {
  await keep('', '')
  phones.state.phones = [phone(line)]
  phones.state.webhooks = []
  phones.state.heartbeats[line] = Date.now() - 3 * minute
  delete phones.state.answer
})

const ops: typeof number.ops = (args, typed) => number.ops([...args, ...number.target], typed)
const attach = (typed: Parameters<typeof ops>[1] = {}) => ops(['attach', line, '--json', '--yes'], typed)

/** The checks of doctor about the SIM line. */
const checks = async () => {
  const { out } = await ops(['doctor', '--json'])
  const found: readonly Check[] = JSON.parse(out)
  const aboutHttpSms = found.filter(({ what }) => what.startsWith(line) || what.startsWith('httpSMS'))
  return { toFix: aboutHttpSms.filter(({ state }) => state === 'fix'), all: aboutHttpSms }
}
const stateOf = async (wanted: string) => {
  const found: readonly Check[] = JSON.parse((await ops(['doctor', '--json'])).out)
  return found.find(({ what }) => what === wanted)?.state
}
const toFix = async () => (await checks()).toFix.map(({ what, say }) => `${what}: ${say}`)

describe('attach', () => {
  test('exchanges the keys of httpSMS and the stage, and makes the phone send as the budget expects', async () => {
    const { exitCode, out } = await attach({ variables: { HTTPSMS_API_KEY: ' key-of-anna\n' } })
    expect(exitCode).toBe(0)
    const url = cloud.outputs['HttpSmsWebhookUrl']
    expect(JSON.parse(out)).toEqual({
      number: line,
      isLine: true,
      webhookUrl: url,
      messagesPerMinute: 60,
      missedCallAutoReply: false,
    })
    expect(await readSecret()).toEqual({ apiKey: 'key-of-anna', userId: 'anna', webhookKey })
    expect(await stateOf('Table')).toBe('ok')
    expect(phones.state.webhooks).toEqual([
      { id: '1', url, signing_key: webhookKey, events: httpSmsEvents, phone_numbers: [line] },
    ])
    const rules = { max_send_attempts: 1, message_expiration_seconds: 600, messages_per_minute: 60 }
    expect(phones.state.phones).toEqual([phone(line, rules)])
  })

  test('can be repeated without a key, and adds the line to an existing webhook', async () => {
    await attach({ variables: { HTTPSMS_API_KEY: 'key-of-anna' } })
    const other = '+33639980013'
    phones.state.phones = [...phones.state.phones, phone(other)]
    phones.state.webhooks = phones.state.webhooks.map((one) => ({ ...one, phone_numbers: [other], events: [] }))
    const before = [await readSecret(), phones.state.phones]
    for (const _ of [1, 2]) expect((await attach()).exitCode).toBe(0)
    expect([await readSecret(), phones.state.phones]).toEqual(before)
    expect(phones.state.webhooks).toMatchObject([{ id: '1', events: httpSmsEvents, phone_numbers: [other, line] }])
  })

  test('gives httpSMS a changed webhook key, and keeps the previous one, which signs events until then', async () => {
    await attach({ variables: { HTTPSMS_API_KEY: 'key-of-anna' } })
    const changed = 'c'.repeat(64)
    await keep('key-of-anna', 'anna', changed)
    for (const _ of [1, 2]) expect((await attach()).exitCode).toBe(0)
    expect(phones.state.webhooks).toMatchObject([{ signing_key: changed }])
    expect(await previousKey()).toBe(webhookKey)
  })

  test('says what it will change, and changes nothing without a yes', async () => {
    await keep('key-of-anna', 'somebody else')
    const { asked, exitCode, err } = await ops(['attach', line], { answer: 'n' })
    expect(asked).toMatch(/^AntiRelou-local-httpsms: The key is of another account of httpSMS than before: /)
    expect(asked).toMatch(/send each reply once, within 10 minutes or not at all, at most 60 a minute\? \[y\/N\] $/)
    expect([exitCode, err]).toEqual([1, 'Nothing was changed.\n'])
    expect(await readSecret()).toMatchObject({ userId: 'somebody else' })
    expect([phones.state.phones, phones.state.webhooks]).toEqual([[phone(line)], []])
  })

  test('says what remains to be done by hand: the auto reply of httpSMS to missed calls', async () => {
    phones.state.phones = [phone(line, { missed_call_auto_reply: 'Text me instead.' })]
    const { out } = await ops(['attach', line, '--yes'], { variables: { HTTPSMS_API_KEY: 'key-of-anna' } })
    expect(out).toMatch(
      / is attached: httpSMS tells .*\nFunctions .*\nTo be done by hand: httpSMS itself answers who calls/,
    )
  })

  test.each([
    ['there is no key', {}, /^There is no API key of httpSMS yet: .* read -rs HTTPSMS_API_KEY/],
    ['the key is refused', { variables: { HTTPSMS_API_KEY: 'key-of-somebody' } }, /^httpSMS refuses the API key: /],
  ])('is refused in one sentence if %s', async (_, typed, sentence) => {
    const { exitCode, err } = await attach(typed)
    expect(exitCode).toBe(1)
    expect(err).toMatch(sentence)
    expect(err.trim().split('\n')).toHaveLength(1)
    expect(err).not.toContain('key-of')
  })

  test('is refused if httpSMS knows no phone with the number', async () => {
    phones.state.phones = [phone('+33639980013')]
    const { exitCode, err } = await attach({ variables: { HTTPSMS_API_KEY: 'key-of-anna' } })
    expect(exitCode).toBe(1)
    expect(err).toMatch(/^httpSMS knows no phone with the number \+33639980012: install its app/)
    expect(await readSecret()).toMatchObject({ apiKey: '' })
  })
})

describe('doctor', () => {
  const attached = async () => {
    await attach({ variables: { HTTPSMS_API_KEY: 'key-of-anna' } })
    const [known] = phones.state.phones
    const [webhook] = phones.state.webhooks
    if (known === undefined || webhook === undefined) throw new Error('It is not attached')
    return { known, webhook }
  }

  test('finds nothing to fix once a line is attached, and says when its phone last reported', async () => {
    await attached()
    const { toFix, all } = await checks()
    expect(toFix).toEqual([])
    expect(all).toContainEqual({ what: `${line}: phone`, state: 'ok', say: 'reported 3 minutes ago' })
  })

  test('asks for a line to be attached', async () => {
    expect(await toFix()).toEqual([
      `${line}: not attached yet: npm run ops -- attach ${line} --local --stage local-httpsms`,
    ])
  })

  test('says that the key is refused, or belongs to another account', async () => {
    await attached()
    await keep('key-of-somebody', 'anna')
    expect(await toFix()).toEqual([expect.stringMatching(/^httpSMS key: httpSMS refuses the API key/)])
    await keep('key-of-anna', 'somebody')
    expect(await toFix()).toEqual([expect.stringMatching(/^httpSMS key: not of the account that was attached/)])
  })

  test.each([
    ['is too short', { webhookKey: 'k'.repeat(31) }, 'The webhookKey of the secret is not at least 32 characters long'],
    ['is missing', { key: webhookKey }, 'The secret is not JSON with apiKey, userId and webhookKey'],
  ])('says that the webhook key %s', async (_, changes, sentence) => {
    await attached()
    const SecretString = JSON.stringify({ apiKey: 'key-of-anna', userId: 'anna', ...changes })
    await secretsManager.send(new PutSecretValueCommand({ SecretId, SecretString }))
    expect(await toFix()).toEqual([
      `httpSMS keys: ${sentence}, as it must be: mend ${SecretId} in the Secrets Manager console.`,
    ])
  })

  test('finds each change in httpSMS', async () => {
    const { known, webhook } = await attached()
    phones.state.phones = [{ ...known, max_send_attempts: 0, message_expiration_seconds: 3600 }]
    phones.state.webhooks = [
      { ...webhook, signing_key: 'old' },
      { ...webhook, id: '2', url: 'https://another.example/' },
    ]
    const again = `npm run ops -- attach ${line} --local --stage local-httpsms`
    expect(await toFix()).toEqual([
      `${line}: webhook: its signing key is not ours, so that every event is refused, at the latest an hour after ours was changed: ${again}`,
      expect.stringMatching(/: other webhooks: one more is told of its texts/),
      `${line}: attempts: httpSMS tries more than once, so that a reply may be sent twice: ${again}`,
      expect.stringMatching(/: expiry: httpSMS may send a reply 3600 seconds late/),
    ])
  })

  test.each([
    ['is gone', [], /: phone: httpSMS does not know it: install its app/],
    ['has a push token of null', [phone(line, { fcm_token: null })], /: push: httpSMS cannot wake it/],
    ['has no push token', [phone(line, { fcm_token: undefined })], /: push: httpSMS cannot wake it/],
    [
      'sends at certain hours only',
      [phone(line, { message_send_schedule_id: 'scheduler' })],
      /: schedule: httpSMS holds/,
    ],
    [
      'replies to missed calls by itself',
      [phone(line, { missed_call_auto_reply: 'Hello' })],
      /: missed calls: httpSMS itself answers/,
    ],
  ])('finds a phone that %s', async (_, now, sentence) => {
    await attached()
    phones.state.phones = now
    expect(await toFix()).toContainEqual(expect.stringMatching(sentence))
  })

  test('finds a phone that has stopped reporting, or never has', async () => {
    await attached()
    phones.state.heartbeats[line] = Date.now() - hour
    expect(await toFix()).toEqual([expect.stringMatching(/: phone: silent since 20.* UTC, and replies wait for it: /)])
    delete phones.state.heartbeats[line]
    expect(await toFix()).toEqual([expect.stringMatching(/: phone: it has never reported to httpSMS: /)])
  })

  test('distinguishes what it could not check from what is wrong', async () => {
    await attached()
    phones.state.answer = { status: 500 }
    expect((await checks()).all).toEqual([
      { what: 'httpSMS', state: 'unknown', say: 'httpSMS refused GET /v1/users/me with the status 500.' },
    ])
  })
})

describe('the commands for a stage with a SIM', () => {
  test('logs includes requests to the webhook', async () => {
    await callUrl(cloud.outputs['HttpSmsWebhookUrl'] ?? '', { method: 'POST', body: '{}' })
    await vi.waitFor(async () => expect((await ops(['logs'])).out).toMatch(/httpsms-webhook .*webhook refused/), within)
  })

  test('status shows since when a phone is missing, and what AWS bills', async () => {
    expect((await ops(['status'])).out).toMatch(/^Phones +none was missed in the last hour\nSMS this month /m)
    await attach({ variables: { HTTPSMS_API_KEY: 'key-of-anna' } })
    await tellWebhook({ type: 'phone.heartbeat.offline', data: { owner: line } })
    await vi.waitFor(async () => {
      const { out } = await ops(['status', '--json'])
      const { phoneMissedSince } = JSON.parse(out)
      expect(Math.abs(Date.now() - Date.parse(phoneMissedSince))).toBeLessThan(10 * minute)
    }, within)
  })
})

test('with a key of httpSMS, a number can be attached, checked and tried, and none of it is billed by the part', async () => {
  const real = await startOperated({ ...account, areLinesAttached: false }, 'local-httpsms')
  onTestFinished(real.stop)
  const run = (args: readonly string[]) =>
    real.ops([...args, ...real.target, '--json', '--yes'], { variables: { HTTPSMS_API_KEY: 'local' } })
  const toFix = async () => {
    const found: readonly Check[] = JSON.parse((await run(['doctor'])).out)
    return found.filter(({ state }) => state !== 'ok').map(({ what }) => what)
  }
  expect(await toFix()).toContain(line)
  for (const number of [line, awsLine]) expect(await run(['attach', number])).toMatchObject({ exitCode: 0 })
  // Its AWS number cannot answer the country of the SIM.
  expect(await toFix()).toEqual(['Price of a part', `${awsLine}: countries`, `${awsLine}: to FR`])

  const sender = stranger()
  const { inboundId } = JSON.parse((await run(['try', sender, 'Salut'])).out)
  await until('what the phone says', () => real.deliveries(inboundId).length > 0)
  // The report may come first.
  await until('the outcome', () => real.outcomes(inboundId).length > 0)
  expect(real.outcomes(inboundId)).toEqual(['sent'])
  expect(real.repliesTo(sender)).toMatchObject([{ from: line }])
  await vi.waitFor(async () => {
    // On a busy machine a function may time out before it prints its metrics.
    const [repliesToday, deliveredToday] = [
      real.count(metricNames.repliesSubmitted),
      real.count(deliveredBy('httpsms')),
    ]
    expect(JSON.parse((await run(['status'])).out)).toMatchObject({ repliesToday, deliveredToday })
    const { estimatedUsd } = JSON.parse((await run(['cost'])).out)
    expect(estimatedUsd).toContainEqual({ what: 'Replies not reported yet, 0 parts', usd: 0 })
  }, within)
})

describe('A SIM in settings that is not deployed yet', () => {
  const older = (...args: readonly string[]) => undeployed.ops([...args, ...undeployed.target, '--json', '--yes'])

  test.each(['status', 'logs', 'cost', 'pause', 'resume'])('does not affect %s', async (command) => {
    const said = command === 'pause' ? 'Paused, within a minute.\n' : ''
    expect(await older(command)).toMatchObject({ exitCode: 0, err: said })
  })

  test('has to be deployed first, as attach and doctor say', async () => {
    const first =
      'The stack AntiRelou-local-httpsms is older than the lines with a SIM in its settings: deploy it again with npx cdk deploy -c stage=local-httpsms.'
    expect(await older('attach', line)).toMatchObject({ exitCode: 1, err: `${first}\n` })
    const checks: readonly Check[] = JSON.parse((await older('doctor')).out)
    expect(checks).toContainEqual({ what: 'Lines with a SIM', state: 'fix', say: first })
  })
})
