import { describe, expect, it } from 'vitest'
import { CloudError } from '../../cloud-error.ts'
import { startSchedules } from '../../services/events.ts'
import type { Invocation } from '../../services/lambda/execution-environment.ts'
import { createAsynchronous } from '../../services/lambda/functions.ts'
import { readToy } from '../toy/cloud.ts'
import { toyTemplate } from '../toy/template.ts'

/** The toy template with a schedule that has these properties. */
const scheduled = (properties: object = {}) => {
  const Targets = [{ Arn: { 'Fn::GetAtt': ['Single', 'Arn'] }, Id: 'Target0' }]
  const Properties = { ScheduleExpression: 'rate(1 minute)', Targets, ...properties }
  return { Resources: { ...toyTemplate.Resources, Tick: { Type: 'AWS::Events::Rule', Properties } } }
}

const createClock = () => {
  const waiting: { readonly delayMs: number; readonly work: () => void }[] = []
  return {
    later: (delayMs: number, work: () => void) => void waiting.push({ delayMs, work }),
    waits: () => waiting.map(({ delayMs }) => delayMs),
    pass: () => waiting.shift()?.work(),
  }
}

const start = (properties: object) => {
  const clock = createClock()
  const invoked: unknown[][] = []
  const invoke = async (...invocation: unknown[]) => void invoked.push(invocation)
  const now = () => new Date('2026-11-24T20:00:00.123Z')
  return { clock, invoked, ...startSchedules(readToy(scheduled(properties)), invoke, clock.later, now) }
}

describe('A schedule', () => {
  it.each(['tick', 'Tick'])('invokes its function as EventBridge does when it is asked to: %s', async (name) => {
    const { invoked, runSchedule } = start({ Name: 'tick' })
    await runSchedule(name)
    const event = expect.objectContaining({
      'detail-type': 'Scheduled Event',
      time: '2026-11-24T20:00:00Z',
      resources: ['arn:aws:events:eu-west-3:000000000000:rule/tick'],
    })
    expect(invoked).toEqual([['arn:aws:lambda:eu-west-3:000000000000:function:single', event]])
  })

  it.each([
    ['rate(1 minute)', 60_000],
    ['rate(2 days)', 172_800_000],
  ])('runs at its rate, again and again: %s', (ScheduleExpression, everyMs) => {
    const { clock, invoked } = start({ ScheduleExpression })
    expect(invoked).toEqual([])
    for (const runs of [1, 2, 3]) {
      expect(clock.waits()).toEqual([everyMs])
      clock.pass()
      expect(invoked).toHaveLength(runs)
    }
  })

  it('that is disabled, or that there is not, does not run', async () => {
    const { clock, runSchedule } = start({ State: 'DISABLED' })
    expect(clock.waits()).toEqual([])
    for (const name of ['Toy-Tick', 'tock']) await expect(runSchedule(name)).rejects.toBeInstanceOf(CloudError)
  })

  it.each(['rate(1 minutes)', 'rate(5 minute)', 'rate(0 minutes)', 'rate(5 seconds)', 'cron(0 10 * * ? *)'])(
    'is refused unless it is a rate as EventBridge writes it: %s',
    (ScheduleExpression) => expect(() => readToy(scheduled({ ScheduleExpression }))).toThrow(CloudError),
  )
})

const within = { timeout: 60_000, interval: 20 }

describe('An asynchronous invocation', () => {
  const failed: Invocation = { error: { type: 'Error', message: 'as asked', stack: [] } }
  const never = {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: { FunctionName: { Ref: 'Single' }, Qualifier: '$LATEST', MaximumRetryAttempts: 0 },
  }

  it.each<[string, readonly number[], Invocation, object]>([
    ['that fails is tried again after one minute, and then after two', [60_000, 120_000], failed, {}],
    ['that fails is not tried again, if the template says so', [], failed, { Never: never }],
    ['that succeeds is not tried again', [], { payload: 'null' }, {}],
  ])('%s', async (_, waits, outcome, others) => {
    const clock = createClock()
    const invoked: unknown[] = []
    const invoke = async (_: string, event: unknown) => {
      invoked.push(event)
      return outcome
    }
    const stack = readToy({ Resources: { ...toyTemplate.Resources, ...others } })
    await createAsynchronous(stack, invoke, clock.later)('arn:aws:lambda:eu-west-3:0:function:single', 'event')
    for (const wait of waits) {
      await expect.poll(clock.waits, within).toEqual([wait])
      clock.pass()
    }
    await expect.poll(() => invoked, within).toEqual(['event', ...waits.map(() => 'event')])
    expect(clock.waits()).toEqual([])
  })
})
