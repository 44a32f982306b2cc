import { describe, expect, test } from 'vitest'
import { bodyOfTexts, notificationBody, senderKeyOf } from '../../../lab/virtual/messages.ts'
import { logEventsIn } from '../../../ops/log-event.ts'
import type { Config } from '../../../shared/rules/config.ts'
import { hour, lookEveryMs, minute, second } from '../../../shared/rules/timing.ts'
import { createVirtualNumber, noon } from '../../../test/functions/virtual-number.ts'
import { inboundExamples, merged } from '../../test/examples.ts'
import { awsId, change, published, reported, reportedByAws, sent } from './events.ts'
import { asWhatsAppEvent } from './service.ts'

const line = 'whatsapp:+33612345678'
const topicArn = 'arn:aws:sns:eu-west-3:123456789012:whatsapp'

/** A number with a line on WhatsApp, which decides each event at once. */
const start = (config: Partial<Config> = {}) => {
  const lines = [{ number: line, language: 'fr', budget: 'default', carrier: 'whatsapp' }] as const
  const number = createVirtualNumber({ config: { lines, ...config } })
  return {
    ...number,
    decide: async (event: string): Promise<void> => {
      number.inbound.put(notificationBody(topicArn, event, number.clock.now))
      await number.pass(second)
    },
    /** For each text `reply`, or the reason for silence, in the order of the log. */
    verdicts: (): readonly string[] =>
      number.logs
        .flatMap(({ event, fields }) => logEventsIn(JSON.stringify({ message: event, ...fields })))
        .flatMap(({ decision }) => decision ?? [])
        .map((decision) => (decision.kind === 'reply' ? 'reply' : decision.reason)),
  }
}

const at = (hoursAgo: number) => ({ timestamp: String((noon - hoursAgo * hour) / second) })
const nameless = { from: undefined }

test.each<[string, readonly object[], readonly string[]]>([
  ['STOP below a photo', [{ type: 'image', text: undefined, image: { caption: 'stop' } }], ['opted-out']],
  ['a STOP of 5,000 characters', [{ text: { body: `STOP ${'a'.repeat(4995)}` } }], ['opted-out']],
  ['an id of a country in settings', [nameless], ['reply']],
  ['an id of another country', [{ ...nameless, from_user_id: 'DE.4711' }], ['country']],
  ['two messages of one, and no message', [{}, {}, { timestamp: 'now' }], ['answered-recently', 'malformed', 'reply']],
  ['a message that is too late to be answered in time', [at(21)], ['stale']],
])('%s is decided', async (_, contents, verdicts) => {
  const { decide, verdicts: found } = start()
  const messages = contents.map((content, i) => sent({ ...content, id: `wamid.${i}` }))
  await decide(published([change({ messages })]))
  expect(found().toSorted()).toEqual(verdicts)
})

test('a message that is late, but can be answered in time, waits for a look, and is answered then', async () => {
  const { decide, pass, verdicts } = start()
  await decide(published([change({ messages: [sent({ ...at(20), id: 'wamid.1' })] })]))
  expect(verdicts()).toEqual([])
  await pass(2 * lookEveryMs)
  expect(verdicts()).toEqual(['reply'])
})

test('every example is decided at its first delivery, and the log holds no number, no id and no text', async () => {
  const number = start()
  for (const [kind, { payload, examples }] of Object.entries(inboundExamples('whatsapp')))
    for (const [given] of Object.values(examples)) await number.decide(asWhatsAppEvent(kind, merged(payload, given)))
  expect(number.count('TextsFailed')).toBe(0)
  expect(number.count('TextsReceived')).toBeGreaterThan(30)
  // Instead of a keyed hash of an id, this log has the id in words.
  const log = JSON.stringify(number.logs).replaceAll(/key of [^"]*/g, 'key')
  for (const secret of ['698765432', '34912086553', '12345678', '5050Abc', 'Kevin', 'bar', 'STOP', 'mon CV'])
    expect(log).not.toContain(secret)
})

test('a text that an outage makes too late for its carrier keeps the hour booked for its reply', async () => {
  const delay = 12 * hour
  const number = start({ replyDelayMs: { min: delay, max: delay } })
  const textedAt = number.clock.now
  const text = { id: 'wamid.1', from: '+33698765432', words: 'Salut', sentAt: textedAt }
  number.down.add('queue')
  number.inbound.put(bodyOfTexts('whatsapp', line, [text], textedAt))
  await number.pass(11 * hour)
  number.down.clear()
  await number.pass(24 * hour)
  expect(number.count('TextsSilenced.duplicate')).toBe(1)
  expect(number.phones.map((reply) => reply.at >= textedAt + delay)).toEqual([true])
  expect(number.count('Bookings')).toBe(1)
})

describe('a report by the id that AWS gives a reply', () => {
  const delivered = reportedByAws({ status: 'delivered' })

  /** A number that replies at once, and whose replies AWS accepts under this id. */
  const replying = (accepted: { readonly messageId?: string } = { messageId: awsId }) => {
    const number = start({ replyDelayMs: { min: 0, max: 0 } })
    number.carrierAnswers.push({ kind: 'accepted', ...accepted })
    return {
      ...number,
      answer: async (): Promise<void> => {
        const text = { id: 'wamid.1', from: '+33698765432', words: 'Salut', sentAt: number.clock.now }
        number.inbound.put(bodyOfTexts('whatsapp', line, [text], number.clock.now))
        await number.pass(minute)
      },
    }
  }

  test('is handled when it comes again, if it is faster than the note of that id', async () => {
    const { answer, decide, pass, count } = replying()
    await decide(delivered)
    await answer()
    expect(count('RepliesDelivered.whatsapp')).toBe(0)
    await pass(10 * minute)
    expect([count('RepliesDelivered.whatsapp'), count('TextsFailed')]).toEqual([1, 0])
  })

  test('is dropped when it has come twice, if it is about no reply of ours', async () => {
    const { decide, inbound, pass, count } = replying()
    await decide(delivered)
    expect(inbound.nextVisibleAt()).toBeLessThan(Infinity)
    await pass(10 * minute)
    expect([inbound.nextVisibleAt(), count('RepliesDelivered.whatsapp')]).toEqual([Infinity, 0])
  })

  test('may be lost: a reply whose id can not be noted is sent and counted all the same', async () => {
    const { answer, hooks, count, claims } = replying()
    hooks.isLost = (action) => action === 'noteMessageId'
    await answer()
    expect(await claims.read(senderKeyOf('wamid.1'))).toMatchObject({ outcome: 'sent' })
    expect([count('RepliesSubmitted'), count('RepliesDelayed')]).toEqual([1, 0])
  })

  test('needs a note and a look-up, which others do not', async () => {
    const { answer, decide, requests, count } = replying({})
    await answer()
    await decide(reported({ status: 'delivered', biz_opaque_callback_data: 'of another text' }))
    expect(count('RepliesSubmitted')).toBe(1)
    expect(requests).not.toContain('noteMessageId')
    expect(requests).not.toContain('inboundIdOf')
  })
})
