import { expect, test } from 'vitest'
import { bodyOfTexts, handle, notificationBody, senderKeyOf } from '../../../lab/virtual/messages.ts'
import { createVirtualStage, type FunctionName, type Verb } from '../../../lab/virtual/stage.ts'
import { configOf } from '../../../settings/config.ts'
import { minute } from '../../../shared/rules/timing.ts'
import { awsId, reported, reportedByAws } from './events.ts'
import { mixed } from './example.ts'

const config = { ...configOf(mixed, ({ number = '' }) => number), replyDelayMs: { min: 0, max: 0 } }
const line = config.lines.find(({ carrier }) => carrier === 'whatsapp')?.number ?? ''
const topicArn = 'arn:aws:sns:eu-west-3:123456789012:whatsapp'

/** A stage that replies at once, and handles messages whenever it is told to. By default, AWS accepts each reply under the same id. */
const start = (accepted: { readonly messageId?: string } = { messageId: awsId }) => {
  const clock = { now: Date.UTC(2026, 10, 24, 12) }
  const now = () => clock.now
  const gatewayNamed = () => ({ send: async () => ({ kind: 'accepted', ...accepted }) as const })
  const stage = createVirtualStage({ config, now, gatewayNamed })
  const counts = new Map<string, number>()
  const asked: Verb[] = []
  const broken = new Set<Verb>()
  /** Delivers each message that is visible, once. Returns how many are done. */
  const deliver = async (name: FunctionName): Promise<number> => {
    const queue = stage.queues[name]
    const handler = stage.start(name, {
      now,
      random: () => 0,
      call: (verb, _, takeEffect) => {
        asked.push(verb)
        return broken.has(verb) ? Promise.reject(new Error('The store is away')) : takeEffect()
      },
      telemetry: {
        count: (metric, value = 1) => void counts.set(metric, (counts.get(metric) ?? 0) + value),
        log: () => undefined,
      },
    })
    const done = await handle(handler, queue.receive(10))
    for (const message of done) queue.delete(message)
    return done.length
  }
  const inbound = stage.queues['receive-sms']
  return {
    asked,
    broken,
    deliver,
    publish: (event: string) => inbound.put(notificationBody(topicArn, event, clock.now)),
    count: (metric: string) => counts.get(metric) ?? 0,
    claim: () => stage.stores.claims.read(senderKeyOf('wamid.1')),
    pass: (ms: number) => {
      clock.now += ms
    },
    /** Has a message answered. */
    answer: async () => {
      const text = { id: 'wamid.1', from: '+33612345678', words: 'Salut', sentAt: clock.now }
      inbound.put(bodyOfTexts('whatsapp', line, [text], clock.now))
      await deliver('receive-sms')
      clock.now += minute
      await deliver('send-reply')
    },
  }
}

test('a report that is faster than the note of AWS’s id is handled when it comes again', async () => {
  const { answer, publish, deliver, pass, count } = start()
  publish(reportedByAws({ status: 'delivered' }))
  expect(await deliver('receive-sms')).toBe(0)
  await answer()
  pass(10 * minute)
  expect(await deliver('receive-sms')).toBe(1)
  expect([count('RepliesDelivered.whatsapp'), count('TextsFailed')]).toEqual([1, 0])
})

test('a report on a message that is not a reply of ours is dropped when it has come twice', async () => {
  const { publish, deliver, pass, count } = start()
  publish(reportedByAws({ status: 'delivered' }))
  expect(await deliver('receive-sms')).toBe(0)
  pass(10 * minute)
  expect(await deliver('receive-sms')).toBe(1)
  expect(count('RepliesDelivered.whatsapp')).toBe(0)
})

test('a reply whose id of AWS cannot be noted is sent and counted all the same', async () => {
  const { answer, broken, count, claim } = start()
  broken.add('claims.noteMessageId')
  await answer()
  expect(await claim()).toMatchObject({ outcome: 'sent' })
  expect([count('RepliesSubmitted'), count('RepliesDelayed')]).toEqual([1, 0])
})

test('a report with our id needs no look-up, and a carrier without ids of its own no note', async () => {
  const { answer, publish, deliver, asked, count } = start({})
  await answer()
  publish(reported({ status: 'delivered', biz_opaque_callback_data: 'of another text' }))
  await deliver('receive-sms')
  expect(count('RepliesSubmitted')).toBe(1)
  expect(asked).not.toContain('claims.noteMessageId')
  expect(asked).not.toContain('claims.inboundIdOf')
})
