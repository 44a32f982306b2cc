import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { listPrices } from '../../ops/list-prices.ts'
import { readSettings } from '../../settings/read.ts'
import { until } from '../e2e/running-number.ts'
import { startOperated, stranger } from './operated-number.ts'

const partPriceUsd = 0.07
const number = await startOperated({ partPriceUsd })
afterAll(number.stop)
const { ops, json, cloud } = number

const answered = async (sender: string) => number.settled(await number.text(sender))

/** CloudWatch shows metrics with a delay. */
const within = { timeout: 60_000, interval: 100 }

describe('status', () => {
  test('shows today’s events, why replies did not arrive, of how many no news came, and what is left', async () => {
    const [sender, blocked, unknown] = [stranger(), stranger(), stranger()]
    cloud.sms.deliverAs(blocked, 'TEXT_BLOCKED')
    cloud.sms.deliverAs(unknown, 'TEXT_UNKNOWN')
    const before = await json('status')
    await Promise.all([sender, blocked, unknown].map(answered))
    await number.text(sender)
    await vi.waitFor(async () => {
      const status = await json('status')
      expect(status.textsToday - before.textsToday).toBe(4)
      expect(status.silencedToday - before.silencedToday).toBe(1)
      expect(status.repliesToday - before.repliesToday).toBe(3)
      expect(status.deliveredLately - before.deliveredLately).toBe(1)
      expect(status.spentThisMonthUsd - before.spentThisMonthUsd).toBeCloseTo(3 * partPriceUsd)
      expect(status).toMatchObject({
        undeliveredLately: 1,
        undeliveredLatelyBecause: { blocked: 1 },
        unreportedLately: 1,
      })
      expect(status).toMatchObject({ paused: false, refused: false, alarms: [], monthlyLimitUsd: 800 })
      const [budget] = status.budgets
      expect(budget).toMatchObject({ name: 'default', limits: { hour: 100, day: 1000, month: 10_000 } })
      const booked = budget.hours.reduce((sum: number, { booked }: { booked: number }) => sum + booked, 0)
      expect(booked).toBe(budget.bookedThisMonth)
    }, within)
  })

  test('says that all is well only after a beat', async () => {
    const beating = await startOperated()
    onTestFinished(beating.stop)
    expect(await beating.json('status')).toMatchObject({ state: 'young', lastBeat: null })
    await beating.cloud.runSchedule(beating.cloud.outputs['BeatScheduleName'] ?? '')
    await vi.waitFor(async () => expect(await beating.json('status')).toMatchObject({ state: 'well' }), within)
  })

  test('speaks the language of the settings where the number does not run on this machine', async () => {
    expect((await ops(['status'], { locale: 'fr-FR' })).out).toMatch(/^(All is well|Something|Sending|An alarm|Siege)/)
  })

  test('names active alarms, and counts dead letters', async () => {
    const QueueUrl = cloud.outputs['RepliesDeadLettersUrl']
    await cloud.owner.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'dead' }))
    await vi.waitFor(async () => {
      const { alarms, deadLetters } = await json('status')
      expect(deadLetters).toEqual({ texts: 0, replies: 1, undelivered: 0 })
      expect(alarms).toEqual([{ name: 'dead-letters', since: expect.stringMatching(/^20/) }])
    }, within)
  })
})

test('a text without room waits: status counts it, show says so, and nothing is decided about it', async () => {
  const budgets = { default: { hour: 1, day: 20, month: 200 } }
  const small = await startOperated({}, 'local', { deployed: { ...readSettings('local'), budgets } })
  onTestFinished(small.stop)
  // Enough that somebody waits even if an hour ends meanwhile, and the next one has room again.
  const senders = Array.from({ length: 4 }, stranger)
  const ids: string[] = []
  for (const sender of senders) ids.push(await small.text(sender))
  const waiting = async (sender: string) => (await small.json('show', sender)).waiting
  await until('a text that waits', async () => (await Promise.all(senders.map(waiting))).some(Boolean))
  await until('the other decisions', async () => {
    const undecided = ids.filter((id) => small.decisions(id).length === 0)
    const { textsWaiting, textsUnread, silencedToday } = await small.json('status')
    return undecided.length > 0 && textsWaiting === undecided.length && textsUnread === 0 && silencedToday === 0
  })
  expect((await small.ops(['status'])).out).toMatch(/^Texts .*; [1-4] waits? for room, or to be tried again/m)
})

test('pause stops sending until resume, and both say how many replies are queued', async () => {
  onTestFinished(async () => void (await ops(['resume', '--yes'])))
  expect(await json('pause')).toMatchObject({ paused: true, repliesQueued: 0 })
  await number.pause()
  const id = await number.text(stranger())
  await until('a decision', () => number.decisions(id).includes('reply'))
  // A beat waits beside it, and is no reply.
  await cloud.runSchedule(cloud.outputs['BeatScheduleName'] ?? '')
  await until('a beat', () => number.count('BeatsHeard') > 0)
  await vi.waitFor(async () => expect(await json('status')).toMatchObject({ paused: true, repliesQueued: 1 }), within)
  expect((await ops(['pause', '--yes'])).out).toMatch(
    /^1 reply is queued\. None is sent before you resume; .* After 5 hours, an e-mail says that no heartbeat comes\./,
  )
  const again = await json('pause')
  expect(again).toMatchObject({ paused: true, repliesQueued: 1 })
  expect(again.hours.at(-1)).toMatchObject({ start: expect.stringMatching(/:00:00/), booked: expect.any(Number) })
  expect(number.outcomes(id)).toEqual([])
  const { asked, out } = await ops(['resume'], { answer: 'yes' })
  expect(asked).toContain('If you resume: 1 reply is queued. Those that are due are sent as fast as the lines allow, ')
  expect(out).toBe('It goes on, within a minute: 1 reply is queued.\n')
  await until('the reply', () => number.outcomes(id).includes('sent'))
  expect((await ops(['resume', '--yes'])).out).toContain('It was not paused')
})

test('cost adds up what AWS reports and estimates at list prices, and shows what the budgets allow', async () => {
  const silent = stranger()
  cloud.sms.deliverAs(silent, 'nothing')
  await answered(silent)
  await answered(stranger())
  await vi.waitFor(async () => {
    const cost = await json('cost')
    const usd = (what: RegExp): number => cost.estimatedUsd.find((row: { what: string }) => what.test(row.what)).usd
    const { textsToday, repliesToday } = await json('status')
    expect(usd(/^Replies not reported yet, 1$/)).toBeCloseTo(0.08)
    expect(usd(/^Texts received/)).toBeCloseTo(textsToday * listPrices.textReceived)
    expect(cost.smsReportedUsd).toBeCloseTo((repliesToday - 1) * partPriceUsd)
    expect(cost.repliesAllowedUsd).toBe(800)
  }, within)
  const { out } = await ops(['cost'])
  expect(out).toMatch(/^As AWS reports it, for this stage:\nSMS sent +0\.\d+$/m)
  expect(out).toContain('The budgets allow 800 USD')
})

test('logs shows the logs of both functions, which hold neither a number nor a text', async () => {
  const sender = stranger()
  await answered(sender)
  const { out } = await ops(['logs', '--since', '15m'])
  expect(out).toMatch(/receive-sms .*reply booked/)
  expect(out).toMatch(/send-reply .*reply settled/)
  expect(out).not.toContain(sender.slice(1))
  expect(out).not.toContain('Perroquet')
  expect(out).not.toContain('CloudWatchMetrics')
})
