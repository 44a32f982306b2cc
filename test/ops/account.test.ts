import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'

import { formAnswer, jsonAnswer } from '../../local/endpoint/answers.ts'
import { checkAccount } from '../../ops/checks/account.ts'
import type { Check } from '../../ops/checks/check.ts'
import { createClients } from '../../ops/clients.ts'
import { numbersCommand } from '../../ops/commands/numbers.ts'
import { openDeployment, type Place } from '../../ops/deployment.ts'
import type { Desk } from '../../ops/desk.ts'
import { checkSettings } from '../../settings/read.ts'
import { line, startOperated } from './operated-number.ts'

const beginner = await startOperated()
const settledAccount = { tier: 'PRODUCTION', spendLimitUsd: 1000, concurrency: 1000, emailsConfirmed: true } as const
const settled = await startOperated(settledAccount, 'example')
const hasty = await startOperated({ emailsConfirmed: false }, 'example')
afterAll(() => Promise.all([beginner.stop(), settled.stop(), hasty.stop()]))

const checksOf = async (number: typeof settled) => {
  const { out, exitCode } = await number.ops(['doctor', '--json'])
  const checks: readonly Check[] = JSON.parse(out)
  return { exitCode, toFix: checks.filter(({ state }) => state === 'fix').map(({ what }) => what), checks }
}

const lineChecks = ['two-way channel', 'opt-outs', 'texting abroad'].map((what) => `${line}: ${what}`)

describe('attach', () => {
  test('sends what a number receives to the topic, with our own opt-outs, and lets it text abroad', async () => {
    const before = await settled.json('numbers')
    expect(before).toMatchObject({ sandbox: false, monthlySpendLimitUsd: 1000 })
    const unattached = { attached: false, selfManagedOptOuts: false, textsAbroad: false }
    expect(before.numbers).toEqual([
      expect.objectContaining({ number: line, country: 'BE', isLine: true, ...unattached }),
    ])
    expect((await checksOf(settled)).toFix).toEqual(lineChecks)

    const policies: unknown[] = []
    const stop = settled.cloud.calls.subscribe(({ action, parameters }) => {
      if (action === 'PutResourcePolicy') policies.push(JSON.parse(String(parameters['Policy'])))
    })
    expect(await settled.json('attach', line)).toMatchObject({ number: line, isLine: true })
    stop()
    const attached = { attached: true, selfManagedOptOuts: true, textsAbroad: true }
    expect((await settled.json('numbers')).numbers).toEqual([expect.objectContaining(attached)])
    expect(policies).toMatchObject([
      { Statement: [{ Principal: { Service: 'sns.amazonaws.com' }, Action: 'sms-voice:SendTextMessage' }] },
    ])
    expect(await checksOf(settled)).toMatchObject({ exitCode: 0, toFix: [] })
  })

  test('takes the number as people write it, on standard input too', async () => {
    const { exitCode } = await settled.ops(['attach', '--yes'], { input: '+32 (460) 00-00.00\n' })
    expect(exitCode).toBe(0)
  })

  test('refuses a number that the account has not', async () => {
    const { exitCode, err } = await settled.ops(['attach', '+32460000009', '--yes'])
    expect(exitCode).toBe(1)
    expect(err).toMatch(/^The account has no number \+32460000009 in eu-west-3/)
  })
})

test('attach says beforehand where a number led until now, and that it is no line', async () => {
  const [number, elsewhere] = ['+32460000009', 'arn:aws:sns:eu-west-3:000000000000:AntiRelou-other-Inbound']
  const found = { PhoneNumber: number, PhoneNumberArn: 'arn', Status: 'ACTIVE' }
  const attached = { TwoWayEnabled: true, TwoWayChannelArn: elsewhere }
  hasty.cloud.answerFor('sms-voice:DescribePhoneNumbers', () =>
    jsonAnswer(200, { PhoneNumbers: [{ ...found, ...attached }] }),
  )
  const { asked } = await hasty.ops(['attach', number], { answer: 'n' })
  expect(asked).toBe(
    `AntiRelou-example: What ${number} receives goes to ${elsewhere} now. It is no line of the settings that are deployed. Have what ${number} receives sent here, and let it send replies? [y/N] `,
  )
})

describe('doctor', () => {
  test('says what a new account lacks, line by line', async () => {
    const { exitCode, toFix } = await checksOf(beginner)
    expect(exitCode).toBe(1)
    const limits = ['End User Messaging', 'SNS'].flatMap((service) => [
      `SMS sandbox of ${service}`,
      `Spend limit of ${service}`,
    ])
    expect(toFix).toEqual([...limits, ...lineChecks, 'Alarm e-mails'])
    const { out, err } = await beginner.ops(['doctor'])
    expect(out).toMatch(/^FIX Spend limit of SNS +1 USD a month, but the budgets allow 800: ask/m)
    expect(out).toMatch(/^ok {2}Topic policy +End User Messaging may publish$/m)
    expect(err).toBe('8 lines need something done.\n')
  })

  test('checks an account before anything is deployed', async () => {
    const { out, exitCode } = await settled.ops(['doctor', '--json', '--stage', 'local'])
    const checks: readonly Check[] = JSON.parse(out)
    expect(exitCode).toBe(1)
    expect(checks.at(-1)).toMatchObject({ what: 'Stack', state: 'fix', say: expect.stringContaining('cdk deploy') })
  })

  test('tells who has not confirmed the mails about alarms', async () => {
    expect((await checksOf(hasty)).toFix).toContain('Alarm e-mails to you@example.org')
  })

  test('finds what was changed by hand', async () => {
    const drift =
      '<StackResourceDrift><StackResourceDriftStatus>MODIFIED</StackResourceDriftStatus></StackResourceDrift>'
    const { answerFor } = hasty.cloud
    answerFor('cloudformation:DetectStackResourceDrift', ({ action }) => formAnswer(action, drift))
    answerFor('sns:GetTopicAttributes', ({ action }) => formAnswer(action, '<Attributes></Attributes>'))
    answerFor('monitoring:DescribeAlarms', () =>
      jsonAnswer(200, { MetricAlarms: [{ AlarmName: 'AntiRelou-example-siege', ActionsEnabled: false }] }),
    )
    const { checks } = await checksOf(hasty)
    const sayOf = (what: string) => checks.find((check) => check.what === what && check.state === 'fix')?.say
    expect(sayOf('Key policy')).toMatch(/^not as it was deployed \(MODIFIED\): deploy it again/)
    expect(sayOf('Topic policy')).toMatch(/every text is lost: deploy it again/)
    expect(sayOf('Alarms')).toMatch(/^AntiRelou-example-siege tell nobody: deploy it again/)
  })

  test('tells what it was not allowed to look at from what is wrong', async () => {
    const repair = settled.cloud.faults.add({
      service: 'lambda',
      action: 'GetAccountSettings',
      effect: { error: 'AccessDeniedException', status: 403 },
    })
    const { checks } = await checksOf(settled)
    repair()
    expect(checks).toContainEqual({
      what: 'Lambda concurrency',
      state: 'unknown',
      say: expect.stringMatching(/^You may not do /),
    })
  })
})

describe('an account whose lines all have SIMs', () => {
  const raw = JSON.parse(readFileSync(new URL('../../settings/local-sim.json', import.meta.url), 'utf8'))
  const simsOnly = { ...raw, lines: raw.lines.slice(0, 1), budgets: undefined }
  const placeOf = (settings: object): Place => ({
    stage: 'local',
    local: true,
    stackName: 'AntiRelou-local',
    settings: checkSettings(settings, 'settings'),
    aws: createClients({
      region: beginner.cloud.region,
      endpoint: beginner.cloud.endpoint,
      credentials: { accessKeyId: 'owner', secretAccessKey: 'owner' },
    }),
    httpSms: { url: 'http://127.0.0.1:1' },
    now: Date.now,
    wait: async () => {},
  })
  const whatItNeeds = (settings: object) => checkAccount(placeOf(settings))

  test('needs nothing that only numbers of AWS need', async () => {
    expect(await whatItNeeds(simsOnly)).toMatchObject([
      { what: 'Credentials', state: 'ok' },
      { what: 'Lambda concurrency', state: 'ok', say: expect.stringMatching(/^10, of which 9 are needed; a flood /) },
    ])
  })

  test('is not asked for its numbers, which are told in the same shape as ever', async () => {
    const place = placeOf(simsOnly)
    const reported: unknown[] = []
    const desk: Desk = {
      place: () => place,
      open: () => openDeployment(place),
      number: async () => '',
      confirm: async () => {},
      report: (found) => reported.push(found),
    }
    const callsBefore = beginner.cloud.calls.entries().length
    await numbersCommand(desk).parseAsync([], { from: 'user' })
    expect(reported).toEqual([{ sandbox: null, monthlySpendLimitUsd: null, numbers: [] }])
    expect(beginner.cloud.calls.entries().slice(callsBefore)).toMatchObject([{ action: 'DescribeStacks' }])
  })

  test('need not fear a flood of requests where settings bound it', async () => {
    const [, concurrency] = await whatItNeeds({ ...simsOnly, httpSms: { webhookConcurrency: 5 } })
    expect(concurrency).toMatchObject({ state: 'ok', say: '10, of which 7 are needed' })
  })
})
