import { describe, expect, it, onTestFinished, vi } from 'vitest'

import { CloudError } from '../../cloud-error.ts'
import { startSchedules } from '../../services/events.ts'
import { checkSchedules } from '../../services/lambda/check-integrations.ts'
import type { Invocation } from '../../services/lambda/execution-environment.ts'
import { createAsynchronous } from '../../services/lambda/functions.ts'
import { readStack } from '../../services/services.ts'
import { startToyCloud } from '../toy/cloud.ts'
import { toyTemplate } from '../toy/template.ts'

const functionArn = { 'Fn::GetAtt': ['Single', 'Arn'] }
const rule = {
  Type: 'AWS::Events::Rule',
  Properties: { ScheduleExpression: 'rate(1 minute)', Targets: [{ Arn: functionArn, Id: 'Target0' }] },
}
const permission = {
  Type: 'AWS::Lambda::Permission',
  Properties: {
    Action: 'lambda:InvokeFunction',
    FunctionName: functionArn,
    Principal: 'events.amazonaws.com',
    SourceArn: { 'Fn::GetAtt': ['Tick', 'Arn'] },
  },
}

/** The toy template with a schedule, and other resources. */
const scheduled = (properties: object = {}, others: object = {}) => ({
  ...toyTemplate,
  Resources: {
    ...toyTemplate.Resources,
    Tick: { ...rule, Properties: { ...rule.Properties, ...properties } },
    TickPermission: permission,
    ...others,
  },
})

const place = { stackName: 'Toy', region: 'eu-west-3', accountId: '000000000000', endpoint: 'http://127.0.0.1:1' }
const read = (template: unknown) => readStack(template, place)
const now = () => new Date('2026-11-24T20:00:00.123Z')

/** Timers that a test lets pass. */
const createClock = () => {
  const waiting: { readonly delayMs: number; readonly work: () => void }[] = []
  return {
    later: (delayMs: number, work: () => void) => void waiting.push({ delayMs, work }),
    waits: () => waiting.map(({ delayMs }) => delayMs),
    pass: () => waiting.shift()?.work(),
  }
}

const start = (template: unknown) => {
  const clock = createClock()
  const invoked: unknown[][] = []
  const invoke = async (...invocation: unknown[]) => void invoked.push(invocation)
  return { clock, invoked, ...startSchedules(read(template), invoke, clock.later, now) }
}

describe('A schedule', () => {
  it('invokes its function with the event of EventBridge, at once when it is asked to', async () => {
    const { cloud, linesOf } = await startToyCloud(scheduled({ Name: 'tick' }))
    onTestFinished(cloud.stop)
    await cloud.runSchedule('tick')
    expect(linesOf('request').map(({ urlRequest }) => urlRequest)).toStrictEqual([
      {
        version: '0',
        id: expect.stringMatching(/^[\da-f-]{36}$/),
        'detail-type': 'Scheduled Event',
        source: 'aws.events',
        account: '000000000000',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        region: 'eu-west-3',
        resources: ['arn:aws:events:eu-west-3:000000000000:rule/tick'],
        detail: {},
      },
    ])
    await expect(cloud.runSchedule('tock')).rejects.toBeInstanceOf(CloudError)
    await cloud.runSchedule('Tick')
    await vi.waitFor(() => expect(linesOf('request')).toHaveLength(2))
  })

  it.each([
    ['rate(1 minute)', 60_000],
    ['rate(2 days)', 172_800_000],
  ])('runs at its rate, again and again: %s', (ScheduleExpression, everyMs) => {
    const { clock, invoked } = start(scheduled({ ScheduleExpression }))
    expect(invoked).toEqual([])
    for (const runs of [1, 2, 3]) {
      expect(clock.waits()).toEqual([everyMs])
      clock.pass()
      expect(invoked).toHaveLength(runs)
    }
  })

  it('that is disabled does not run', async () => {
    const { clock, runSchedule } = start(scheduled({ State: 'DISABLED' }))
    expect(clock.waits()).toEqual([])
    await expect(runSchedule('Toy-Tick')).rejects.toBeInstanceOf(CloudError)
  })

  it.each(['rate(1 minutes)', 'rate(5 minute)', 'rate(0 minutes)', 'rate(5 seconds)', 'cron(0 10 * * ? *)'])(
    'is refused unless it is a rate as EventBridge writes it: %s',
    (ScheduleExpression) => expect(() => read(scheduled({ ScheduleExpression }))).toThrow(CloudError),
  )

  it.each<[string, object]>([
    ['to anybody', {}],
    [
      'to another service',
      { TickPermission: { ...permission, Properties: { ...permission.Properties, Principal: 'sns.amazonaws.com' } } },
    ],
    [
      'to another rule',
      {
        TickPermission: {
          ...permission,
          Properties: { ...permission.Properties, SourceArn: 'arn:aws:events:eu-west-3:000000000000:rule/tock' },
        },
      },
    ],
    [
      'for anything but its URL',
      {
        TickPermission: { ...permission, Properties: { ...permission.Properties, Action: 'lambda:InvokeFunctionUrl' } },
      },
    ],
  ])('is refused if its function is not allowed to be invoked by it, but %s', (who, others) => {
    const { TickPermission: _, ...Resources } = scheduled().Resources
    const template = who === 'to anybody' ? { Resources } : scheduled({}, others)
    const sentence = `EventBridge can't carry out Tick: the template doesn't allow lambda:InvokeFunction on arn:aws:lambda:eu-west-3:000000000000:function:single to events.amazonaws.com.`
    expect(() => checkSchedules(read(template))).toThrow(sentence)
  })

  it('is refused if its target is no function of the stack', () => {
    const Targets = [{ Id: 'Target0', Arn: { 'Fn::GetAtt': ['Dead', 'Arn'] } }]
    expect(() => checkSchedules(read(scheduled({ Targets })))).toThrow('Tick lacks its function.')
  })
})

describe('An asynchronous invocation', () => {
  const failed: Invocation = { error: { type: 'Error', message: 'as asked', stack: [] } }
  const invoke = async (template: unknown, outcome: Invocation) => {
    const clock = createClock()
    const invoked: unknown[] = []
    const work = async (_: string, event: unknown) => {
      invoked.push(event)
      return outcome
    }
    await createAsynchronous(read(template), work, clock.later)('arn:aws:lambda:eu-west-3:0:function:single', 'event')
    return { clock, invoked }
  }

  it('that fails is tried again after one minute, and then after two, as often as the template says', async () => {
    const { clock, invoked } = await invoke(toyTemplate, failed)
    expect(clock.waits()).toEqual([60_000])
    clock.pass()
    await expect.poll(clock.waits).toEqual([120_000])
    clock.pass()
    await expect.poll(() => invoked).toEqual(['event', 'event', 'event'])
    expect(clock.waits()).toEqual([])
  })

  it.each([
    ['succeeds', { payload: 'null' }, {}],
    [
      'fails, if the template says so,',
      failed,
      {
        Never: {
          Type: 'AWS::Lambda::EventInvokeConfig',
          Properties: { FunctionName: { Ref: 'Single' }, Qualifier: '$LATEST', MaximumRetryAttempts: 0 },
        },
      },
    ],
  ])('that %s is not tried again', async (_, outcome, others) => {
    const { clock, invoked } = await invoke(scheduled({}, others), outcome)
    expect(clock.waits()).toEqual([])
    expect(invoked).toEqual(['event'])
  })
})
