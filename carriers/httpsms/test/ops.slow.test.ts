import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { callUrl, newAccount } from '../../../emulator/index.ts'
import type { Check } from '../../../ops/checks/check.ts'
import { createClients } from '../../../ops/clients.ts'
import { checkAccount, examine } from '../../../ops/commands/doctor.ts'
import { NotDeployed } from '../../../ops/deployment.ts'
import { operations } from '../../../ops/run.ts'
import { deliveredBy, metricNames } from '../../../shared/rules/telemetry.ts'
import { hour, minute } from '../../../shared/rules/timing.ts'
import { until } from '../../../test/e2e/running-number.ts'
import {
  line as awsLine,
  checksOf,
  deploymentOf,
  type Policy,
  rawSettings,
  sayOf,
  startOperated,
  stranger,
} from '../../../test/ops/operated-number.ts'
import { httpSms as standIn } from '../stand-in/api.ts'
import { createEvent, postEvent, tokenFor } from '../stand-in/webhook.ts'
import { line } from './example.ts'

const account = { concurrency: 1000, emailsConfirmed: true }
const number = await startOperated({ ...account, areLinesAttached: false }, 'local-httpsms')
afterAll(number.stop)

const variables = { HTTPSMS_API_KEY: 'local' }
const run = (...args: readonly string[]) => number.ops([...args, ...number.target, '--json', '--yes'], { variables })

/** CloudWatch shows metrics with a delay. */
const within = { timeout: 60_000, interval: 100 }

test('with a key of httpSMS, a number can be attached, checked and texted, and no reply is billed', async () => {
  const toFix = async () => {
    const found: readonly Check[] = JSON.parse((await run('doctor')).out)
    return found.filter(({ state }) => state !== 'ok').map(({ what }) => what)
  }
  expect(await toFix()).toContain(line)
  for (const one of [line, awsLine]) expect(await run('attach', one)).toMatchObject({ exitCode: 0 })
  // Its AWS number cannot answer the country of the SIM.
  expect(await toFix()).toEqual([`${awsLine}: countries`, `${awsLine}: to FR`])

  const sender = stranger()
  const inboundId = (await number.cloud.phoneOf(line)?.text(sender, 'Salut')) ?? ''
  await until('what the phone says', () => number.deliveries(inboundId).length > 0)
  // The report may come first.
  await until('the outcome', () => number.outcomes(inboundId).length > 0)
  expect(number.outcomes(inboundId)).toEqual(['sent'])
  expect(number.repliesTo(sender)).toMatchObject([{ from: line }])
  await vi.waitFor(async () => {
    // On a busy machine a function may time out before it prints its metrics.
    const repliesToday = number.count(metricNames.repliesSubmitted)
    const deliveredLately = number.count(deliveredBy('httpsms'))
    expect(JSON.parse((await run('status')).out)).toMatchObject({ repliesToday, deliveredLately })
    const { estimatedUsd } = JSON.parse((await run('cost')).out)
    expect(estimatedUsd).toContainEqual({ to: 'AWS', what: 'Replies not reported yet, 0', usd: 0 })
  }, within)
})

test('a webhook with another key keeps the heartbeat away, and status and doctor say why', async () => {
  const account = number.cloud.serviceOf(standIn)
  const [webhook] = account?.webhooks() ?? []
  if (webhook === undefined) throw new Error('no webhook is attached')
  account?.saveWebhook({ ...webhook, signing_key: 'of another stage' }, webhook.id)
  await number.cloud.runSchedule(number.cloud.outputs['BeatScheduleName'] ?? '')
  const now = () => Date.now() + 2.6 * hour
  await vi.waitFor(async () => {
    const status = JSON.parse((await number.ops(['status', ...number.target, '--json'], { now })).out)
    expect(status).toMatchObject({ state: 'silent', objection: { reason: 'WEBHOOK_KEY' } })
  }, within)
  account?.saveWebhook(webhook, webhook.id)
})

test('only an installer may read the key of httpSMS, so an operator’s doctor asks it nothing', async () => {
  const { cloud, keyFor, ops, target } = number
  const readAs = (name: Policy) => {
    const { secretsManager } = createClients({ ...cloud, credentials: keyFor(name) })
    return secretsManager.send(new GetSecretValueCommand({ SecretId: cloud.outputs['HttpSmsSecretArn'] }))
  }
  for (const name of ['Operator', 'Watcher'] as const)
    await expect(readAs(name)).rejects.toThrow('not authorized to perform: secretsmanager:GetSecretValue')
  await expect(readAs('Installer')).resolves.toMatchObject({ SecretString: expect.stringContaining('apiKey') })
  const { out } = await ops(['doctor', ...target], { as: keyFor('Operator') })
  expect(out).toMatch(/^\? {3}httpSMS +not asked: its key can also send, so only the installer's policy may read it/m)
})

test('status shows since when a phone is missing and what AWS bills, and logs include the webhook’s', async () => {
  const screen = async (command: string) => (await number.ops([command, ...number.target])).out
  expect(await screen('status')).toMatch(/^Phones +none was missed in the last hour\nSMS this month /m)
  const { outputs, stack } = number.cloud
  const url = outputs['HttpSmsWebhookUrl'] ?? ''
  const { webhookKey, userId } = JSON.parse(stack.secrets.read(outputs['HttpSmsSecretArn'] ?? ''))
  const token = await tokenFor({ url, signing_key: webhookKey, user_id: userId }, Date.now())
  const event = createEvent('phone.heartbeat.offline', '/v1/heartbeats', { owner: line }, Date.now())
  expect(await postEvent(event, url, token)).toBe(204)
  await callUrl(url, { method: 'POST', body: '{}' })
  await vi.waitFor(async () => {
    const { phoneMissedSince } = JSON.parse((await run('status')).out)
    expect(Math.abs(Date.now() - Date.parse(phoneMissedSince))).toBeLessThan(10 * minute)
    expect(await screen('logs')).toMatch(/httpsms-webhook .*webhook refused/)
  }, within)
})

const start = async (...args: Parameters<typeof startOperated>) => {
  const number = await startOperated(...args)
  onTestFinished(number.stop)
  return number
}

describe('an AWS number in a stage with several countries', () => {
  test('is allowed to text abroad if AWS supports it', async () => {
    const number = await start({ internationalSending: true }, 'local-httpsms')
    expect(await number.json('attach', awsLine)).toMatchObject({ unanswered: [] })
    expect(sayOf(await checksOf(number), `${awsLine}: countries`)).toBe('it may text abroad, as far as AWS can')
  })

  test('is attached even if AWS throttles the question, and attach says which countries it cannot answer', async () => {
    const number = await start({ internationalSending: false }, 'local-httpsms')
    const mend = number.cloud.faults.add({
      service: 'sms-voice',
      action: 'UpdatePhoneNumber',
      when: ({ parameters }) => parameters['InternationalSendingEnabled'] === true,
      effect: { error: 'ThrottlingException', status: 400 },
    })
    const attach = () => number.ops(['attach', awsLine, '--yes'])
    const out = `${awsLine} is attached. Text it, from a phone that you can spare for a day. It answers phones of its own country only: those of FR may never get a reply.\n`
    const busy =
      'AWS did not say whether the number may text abroad. AWS has too much to do for this account just now: try again in a minute.\n'
    expect(await attach()).toMatchObject({ exitCode: 0, out, err: busy })
    mend()
    expect(await attach()).toMatchObject({ exitCode: 0, out, err: '' })
    const found = await checksOf(number)
    expect(found.remarks).toEqual(['Price of a part: BE', `${awsLine}: countries`, `${awsLine}: to FR`])
    expect(sayOf(found, `${awsLine}: countries`)).toMatch(/its own country \(BE\); FR may never get a reply$/)
    expect(sayOf(found, `${awsLine}: to FR`)).toBe('AWS would not send, but another line answers phones of FR')
  })
})

test('an account with SIM lines only passes without what AWS numbers need, and AWS is not even asked', async () => {
  const beginner = await start({ ...newAccount, areLinesAttached: false, numbers: [awsLine] })
  const raw = rawSettings('local-httpsms')
  const deployed = await deploymentOf(beginner, { ...raw, lines: raw.lines.slice(0, 1), budgets: undefined })
  expect(await checkAccount(deployed, operations)).toMatchObject([
    { what: { en: 'Credentials' }, state: 'ok' },
    {
      what: { en: 'Lambda concurrency' },
      state: 'ok',
      say: { en: expect.stringMatching(/^10, of which 9 are needed; a flood /) },
    },
  ])
  const asked: string[] = []
  const stop = beginner.cloud.calls.subscribe(({ service, action }) => asked.push(`${service}:${action}`))
  const nothing = { tell: () => {}, file: () => undefined }
  for (const stage of [deployed, { ...deployed, notDeployed: new NotDeployed('') }])
    await examine(stage, operations, nothing)
  stop()
  expect(asked.filter((action) => action === 'lambda:GetAccountSettings')).toHaveLength(2)
  expect(asked.filter((action) => action.startsWith('sms-voice:'))).toEqual([])
})
