import { describe, expect, it } from 'vitest'
import type { Invocation } from '../../services/lambda/execution-environment.ts'
import { createAsynchronous } from '../../services/lambda/functions.ts'
import { readToy } from '../toy/cloud.ts'
import { toyTemplate } from '../toy/template.ts'

const createClock = () => {
  const waiting: { readonly delayMs: number; readonly work: () => void }[] = []
  return {
    later: (delayMs: number, work: () => void) => void waiting.push({ delayMs, work }),
    waits: () => waiting.map(({ delayMs }) => delayMs),
    pass: () => waiting.shift()?.work(),
  }
}

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
