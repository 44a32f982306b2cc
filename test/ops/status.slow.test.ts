import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { listPrices } from '../../ops/list-prices.ts'
import { readSettings } from '../../settings/read.ts'
import { hour } from '../../shared/rules/timing.ts'
import { until } from '../e2e/running-number.ts'
import { startOperated, stranger } from './operated-number.ts'
import { untranslated } from './phrases.ts'

const partPriceUsd = 0.07
const number = await startOperated({ partPriceUsd })
afterAll(number.stop)
const { ops, json, cloud } = number

const answered = async (sender: string): Promise<void> => {
  const id = await number.text(sender)
  await until(`the end of ${id}`, () => number.outcomes(id).length > 0)
}

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

  test('says that all is well only after a beat, when the last one came, and which line objects', async () => {
    const beating = await startOperated()
    onTestFinished(beating.stop)
    const { cloud, json, count, ops } = beating
    const { BeatScheduleName = '' } = cloud.outputs
    expect(await json('status')).toMatchObject({ state: 'young', lastBeat: null })
    await cloud.runSchedule(BeatScheduleName)
    await vi.waitFor(async () => expect(await json('status')).toMatchObject({ state: 'well' }), within)
    expect((await ops(['status'])).out).toMatch(
      /^Heartbeat +\d+ minutes? ago, through to each line that can be asked$/m,
    )

    const failures = () => cloud.logs.entries().filter(({ line }) => line.includes('beat failed')).length
    const object = (error: string) =>
      cloud.faults.add({ service: 'sms-voice', action: 'SendTextMessage', effect: { error, status: 400 } })
    const silent = { now: () => Date.now() + 2.5 * hour }
    object('AccessDeniedException')
    await cloud.runSchedule(BeatScheduleName)
    await until('an objection', () => failures() === 1)
    expect(count('Heartbeats')).toBe(1)
    const { out } = await ops(['status'], silent)
    expect(out).toMatch(/^Something is to be done: no heartbeat for 2 hours, so texts may not be answered\. /)
    expect(out).toMatch(
      /^Heartbeat +2 hours ago, and none since, and none is heard; line 1 by aws objects: the functions may not send /m,
    )
  })

  describe('is in the language that is asked for,', () => {
    const screens = async (of: typeof number, first: RegExp, ms = 0) => {
      const now = () => Date.now() + ms
      const inFrench = async () => (await of.ops(['status', '--local'], { locale: 'fr-FR', now })).out
      await vi.waitFor(async () => expect(await inFrench()).toMatch(first), within)
      const { out } = await of.ops(['status', '--local'], { locale: 'en-GB', now })
      const french = await inFrench()
      expect(untranslated(out, french)).toEqual([])
      return french
    }

    test('in a siege, while beats are missing, dead letters wait, and sending is paused', async () => {
      const budgets = { default: { hour: 1, day: 24, month: 700 } }
      const small = await startOperated({}, 'local', { deployed: { ...readSettings('local'), budgets } })
      onTestFinished(small.stop)
      await Promise.all(Array.from({ length: 40 }, () => small.text(stranger())))
      await vi.waitFor(async () => {
        const { textsToday, textsLastHour, textsWaiting, received } = await small.json('status')
        expect([textsToday, textsLastHour]).toEqual([40, 40])
        expect(textsWaiting).toBeGreaterThan(0)
        expect(received.lastHourUsd).toBeCloseTo(40 * 0.0075)
      }, within)
      expect((await small.ops(['cost'])).out).toMatch(/^Texts received, 40 /m)
      expect(await screens(small, /^Siège/)).toMatch(/^Écartés +[1-9]\d* par la règle du siège et \d+ faute de budget/m)
      const { RepliesDeadLettersUrl: QueueUrl } = small.cloud.outputs
      await screens(small, /^Il y a quelque chose à faire\u00a0: aucun battement depuis 2 heures/, 2.5 * hour)
      await small.cloud.owner.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'dead' }))
      expect(await screens(small, /1 message est au rebut\.$/m)).toMatch(/^Au rebut +0 SMS, 1 réponse, 0 SMS que SNS/m)
      await small.pause()
      expect(await screens(small, /^L’envoi est suspendu/)).toMatch(
        /^Envoi +SUSPENDU\u00a0: les réponses restent en attente/m,
      )
    })

    test('when a line is refused, and why', async () => {
      const refusing = await startOperated({ spentUsd: 10_000 })
      onTestFinished(refusing.stop)
      const id = await refusing.text(stranger())
      const why =
        /^Dernier refus .*, ET AUCUNE RÉPONSE ACCEPTÉE DEPUIS\u00a0: la limite de dépense du mois est atteinte/m
      expect(await screens(refusing, why)).toMatch(
        /^Il y a quelque chose à faire\u00a0: une ligne ne peut rien envoyer/,
      )
      const say = 'the monthly spend limit is reached: ask AWS support for more, or wait for the next month'
      const refusal = { budget: 'default', reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT', say }
      const lastRefusal = { ...refusal, at: expect.stringMatching(/^20/) }
      expect(await refusing.json('status')).toMatchObject({ refused: true, lastRefusal })
      expect(refusing.outcomes(id)).toEqual([])
    })
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
