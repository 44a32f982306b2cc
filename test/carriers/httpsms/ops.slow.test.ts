import { GetSecretValueCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { afterAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { httpSmsEvents } from '../../../carriers/httpsms/rules.ts'

import { callUrl, createEvent, postEvent, tokenFor } from '../../../emulator/index.ts'
import type { Check } from '../../../ops/checks/check.ts'
import { createClients } from '../../../ops/clients.ts'
import { readSettings } from '../../../settings/read.ts'
import { deliveredBy, metricNames } from '../../../shared/rules/telemetry.ts'
import { minute } from '../../../shared/rules/timing.ts'
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
const tellWebhook = async (type: string, data: object) => {
  const url = cloud.outputs['HttpSmsWebhookUrl'] ?? ''
  const token = await tokenFor({ url, signing_key: webhookKey, user_id: 'anna' }, Date.now())
  expect(await postEvent(createEvent(type, '/v1/heartbeats', data, Date.now()), url, token)).toBe(204)
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

/** The checks of doctor, by what they are of. */
const doctor = async (): Promise<ReadonlyMap<string, Check>> => {
  const found: readonly Check[] = JSON.parse((await ops(['doctor', '--json'])).out)
  return new Map(found.map((check) => [check.what, check]))
}

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
    const checks = await doctor()
    expect(checks.get('Table')?.state).toBe('ok')
    expect(checks.get(`${line}: phone`)).toMatchObject({ state: 'ok', say: 'reported 3 minutes ago' })
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

describe('the commands for a stage with a SIM', () => {
  test('logs includes requests to the webhook', async () => {
    await callUrl(cloud.outputs['HttpSmsWebhookUrl'] ?? '', { method: 'POST', body: '{}' })
    await vi.waitFor(async () => expect((await ops(['logs'])).out).toMatch(/httpsms-webhook .*webhook refused/), within)
  })

  test('status shows since when a phone is missing, and what AWS bills', async () => {
    expect((await ops(['status'])).out).toMatch(/^Phones +none was missed in the last hour\nSMS this month /m)
    await attach({ variables: { HTTPSMS_API_KEY: 'key-of-anna' } })
    await tellWebhook('phone.heartbeat.offline', { owner: line })
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
