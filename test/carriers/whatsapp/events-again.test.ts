import { expect, test } from 'vitest'

import { handle, notificationBody } from '../../virtual/messages.ts'
import type { Call } from '../../virtual/ports.ts'
import { createVirtualStage, senderKeyOf } from '../../virtual/stage.ts'
import { whatsappTopic } from './own-topic.ts'
import { line, whatsappConfig } from './whatsapp-config.ts'

const now = Date.UTC(2026, 10, 24, 12)

/** receive-sms in one execution environment. Until `recover`, it fails to save the record of one number. */
const start = (failing: string) => {
  const stage = createVirtualStage({ config: whatsappConfig, now: () => now })
  const counts = new Map<string, number>()
  let fails = true
  const call: Call = (verb, args, takeEffect) =>
    fails && verb === 'senders.save' && args[0] === senderKeyOf(failing)
      ? Promise.reject(new Error('The store is away'))
      : takeEffect()
  const receiveSms = stage.start('receive-sms', {
    call,
    now: () => now,
    random: () => 0,
    telemetry: {
      count: (metric, value = 1) => void counts.set(metric, (counts.get(metric) ?? 0) + value),
      log: () => undefined,
    },
  })
  const queue = stage.queues['receive-sms']
  const deliver = async (): Promise<boolean> => {
    const [message] = [...queue.messages.values()].flatMap((one) => queue.take(one) ?? [])
    if (message === undefined) throw new Error('There is no message')
    const [done] = await handle(receiveSms, [message])
    return done !== undefined
  }
  return {
    deliver,
    counts,
    recover: () => {
      fails = false
    },
    put: (...texts: readonly (readonly [from: string, words: string])[]) => {
      const sent = texts.map(([from, words], i) => ({ id: `wamid.${i}`, from, words, sentAt: now }))
      queue.put(notificationBody(whatsappTopic.topic(senderKeyOf).topicArn, whatsappTopic.eventOf(line, sent), now))
    },
    recordOf: async (number: string) => (await stage.stores.senders.load(senderKeyOf(number), 'consistent')).record,
    replies: () => [...stage.queues['send-reply'].messages.values()].length,
  }
}

const [kevin, zoe] = ['+33612345678', '+33698765432']

test('an event is retried as a whole until each of its messages is decided, and none is booked or counted twice', async () => {
  const { put, deliver, recover, counts, replies } = start(zoe)
  put([kevin, 'Salut'], [zoe, 'Salut'])
  expect(await deliver()).toBe(false)
  expect([replies(), counts.get('RepliesBooked'), counts.get('TextsReceived')]).toEqual([1, 1, 0])
  recover()
  expect(await deliver()).toBe(true)
  expect([counts.get('RepliesBooked'), counts.get('TextsReceived')]).toEqual([2, 2])
  expect(counts.get('TextsReceived.whatsapp')).toBe(2)
  expect(counts.get('PartsBooked')).toBe(2)
})

test('a message counts as a strike once, however often its event is retried', async () => {
  const { put, deliver, recover, recordOf } = start(zoe)
  put([kevin, 'Salut'], [kevin, 'Hé'], [zoe, 'Salut'])
  for (let i = 0; i < 5; i++) expect(await deliver()).toBe(false)
  expect(await recordOf(kevin)).toMatchObject({ strikes: 1, blockedUntil: 0 })
  recover()
  expect(await deliver()).toBe(true)
  expect(await recordOf(kevin)).toMatchObject({ strikes: 1, blockedUntil: 0 })
})
