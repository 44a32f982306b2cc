import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { afterAll, describe, expect, test, vi } from 'vitest'

import { requiredPermissions } from '../../local/permissions/required-permissions.ts'
import { until } from '../e2e/running-number.ts'
import { startOperated, stranger } from './operated-number.ts'

const number = await startOperated()
afterAll(number.stop)
const { ops, json, cloud } = number

const answered = async (sender: string): Promise<void> => {
  const id = await number.text(sender)
  await until(`the end of ${id}`, () => number.outcomes(id).length > 0)
}

const midMonth = () => Date.parse('2026-11-24T12:00:00Z')
/** Two months can be booked into. */
const lastEvening = () => Date.parse('2026-11-30T22:30:00Z')

/** CloudWatch knows of things a moment after they have happened. */
const within = { timeout: 10_000, interval: 100 }

describe('status', () => {
  test('tells what has happened today, what is booked and what is left', async () => {
    const sender = stranger()
    const before = await json('status')
    await answered(sender)
    await number.text(sender)
    await vi.waitFor(async () => {
      const status = await json('status')
      expect(status.textsToday - before.textsToday).toBe(2)
      expect(status.silencedToday - before.silencedToday).toBe(1)
      expect(status.repliesToday - before.repliesToday).toBe(1)
      expect(status.spentThisMonthUsd).toBeGreaterThan(0)
      expect(status).toMatchObject({ paused: false, siege: false, alarms: [], monthlyLimitUsd: 800 })
      const [budget] = status.budgets
      expect(budget).toMatchObject({ name: 'default', limits: { hour: 100, day: 1000, month: 10_000 } })
      const booked = budget.hours.reduce((sum: number, { booked }: { booked: number }) => sum + booked, 0)
      expect(booked).toBe(budget.bookedThisMonth)
      expect(status.pastHours).toHaveLength(6)
    }, within)
  })

  test('names the alarms that hold, and what is dead', async () => {
    const QueueUrl = cloud.outputs['RepliesDeadLettersUrl']
    await cloud.owner.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'dead' }))
    await vi.waitFor(async () => {
      const { alarms, deadLetters } = await json('status')
      expect(deadLetters).toEqual({ texts: 0, replies: 1, undelivered: 0 })
      expect(alarms).toEqual([{ name: 'dead-letters', since: expect.stringMatching(/^20/) }])
    }, within)
    const { out } = await ops(['status'])
    expect(out).toMatch(/^Alarms +dead-letters since 20/m)
  })

  test('reads no table but the budget', async () => {
    const reads: { readonly action: string; readonly keys: unknown }[] = []
    const stop = cloud.calls.subscribe((call) => {
      if (call.caller.kind !== 'owner' || call.service !== 'dynamodb') return
      for (const { action, context } of requiredPermissions(call, cloud.stack.place))
        reads.push({ action, keys: context?.['dynamodb:LeadingKeys'] })
    })
    for (const now of [midMonth, lastEvening]) await ops(['status'], { now })
    stop()
    expect(reads).toEqual([
      { action: 'dynamodb:GetItem', keys: [expect.stringMatching(/^budget#/)] },
      {
        action: 'dynamodb:BatchGetItem',
        keys: [expect.stringMatching(/^budget#.*2026-11$/), expect.stringMatching(/^budget#.*2026-12$/)],
      },
    ])
  })
})

test('pause stops sending until resume, and both say what waits', async () => {
  expect(await json('pause')).toMatchObject({ wasPaused: false, paused: true, repliesWaiting: 0 })
  const id = await number.text(stranger())
  await until('a decision', () => number.decisions(id).includes('reply'))
  expect(await json('status')).toMatchObject({ paused: true, repliesWaiting: 1 })
  const again = await json('pause')
  expect(again).toMatchObject({ wasPaused: true, repliesWaiting: 1 })
  expect(again.hours.at(-1)).toMatchObject({ start: expect.stringMatching(/:00:00/), booked: expect.any(Number) })
  expect(number.outcomes(id)).toEqual([])
  const { asked, out } = await ops(['resume'], { answer: 'yes' })
  expect(asked).toContain('1 reply waits.')
  expect(out).toContain('It goes on')
  await until('the reply', () => number.outcomes(id).includes('sent'))
  expect((await ops(['resume', '--yes'])).out).toContain('It was not paused')
})

test('pause stops sending, even when what waits cannot be read', async () => {
  const repair = cloud.faults.add({
    service: 'dynamodb',
    action: 'GetItem',
    effect: { error: 'AccessDeniedException', status: 400 },
    when: ({ caller }) => caller.kind === 'owner',
  })
  expect((await ops(['pause', '--yes'], { now: midMonth })).exitCode).toBe(1)
  repair()
  expect((await ops(['resume', '--yes'])).out).toContain('It goes on')
})

test('cost adds up what was counted at list prices, beside what SNS measured and the budgets allow', async () => {
  await answered(stranger())
  await vi.waitFor(async () => {
    const cost = await json('cost', '--text-price', '0.01')
    const usd = (what: RegExp): number => cost.estimatedUsd.find((row: { what: string }) => what.test(row.what)).usd
    const { textsToday, repliesToday } = await json('status')
    expect(usd(/^Replies/)).toBeCloseTo(repliesToday * 0.08)
    expect(usd(/^Texts received/)).toBeCloseTo(textsToday * 0.01)
    for (const service of [/^Lambda/, /^DynamoDB/, /^SQS/]) expect(usd(service)).toBeGreaterThan(0)
    expect(cost.smsMeasuredUsd).toBeCloseTo(repliesToday * 0.08)
    expect(cost.repliesAllowedUsd).toBe(800)
  }, within)
  expect((await ops(['cost'])).out).toContain('The budgets allow 800 USD')
})

test('logs shows what both functions say, and neither a number nor a text', async () => {
  const sender = stranger()
  await answered(sender)
  const { out } = await ops(['logs', '--since', '15min'])
  expect(out).toMatch(/receive-sms .*reply booked/)
  expect(out).toMatch(/send-reply .*reply settled/)
  expect(out).not.toContain(sender.slice(1))
  expect(out).not.toContain('Perroquet')
})
