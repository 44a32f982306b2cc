import { describe, expect, test, vi } from 'vitest'

import { configOf } from '../../../settings/config.ts'
import { readInboundText } from '../../../shared/rules/inbound-text.ts'
import { screen } from '../../../shared/rules/screen.ts'
import { hour, minute, second } from '../../../shared/rules/timing.ts'
import { line, otherOvhLine, ovhOnly } from './example.ts'
import { begin, setUp } from './polled.ts'

const sender = '+33612345678'

describe('a text', () => {
  test('is published once, and deleted', async () => {
    const { text, poll, published, kept, counted } = await setUp()
    const id = await text(sender)
    await poll(3)
    expect(published.map(({ inboundMessageId }) => inboundMessageId)).toEqual([id])
    expect(kept()).toBe(0)
    expect(counted.get('TextsFailed')).toBeUndefined()
  })

  test('to either of two lines is published for that line', async () => {
    const { text, poll, published } = await setUp()
    await text(sender)
    await text(sender, 'Et ici ?', otherOvhLine.number)
    await poll()
    expect(published.map(({ destinationNumber }) => destinationNumber)).toEqual([otherOvhLine.number, line])
  })

  test('is one of those that came in the same second', async () => {
    const { text, poll, published, kept } = await setUp()
    const ids = await Promise.all(Array.from({ length: 15 }, (_, n) => text(`+336123456${10 + n}`)))
    await poll()
    expect(published.map(({ inboundMessageId }) => inboundMessageId).toSorted()).toEqual(ids.toSorted())
    expect(kept()).toBe(0)
  })

  test.each([
    ['the list fails', 'ListIncoming', 'fail', 1],
    ['it can not be read', 'GetIncoming', 'fail', 1],
    ['the answer to reading it is lost', 'GetIncoming', 'lose-answer', 1],
    ['it can not be deleted', 'DeleteIncoming', 'fail', 1],
    ['the answer to deleting it is lost', 'DeleteIncoming', 'lose-answer', 1],
  ] as const)('is published by the next poll, or deleted by it, if %s', async (_, action, effect, times) => {
    const { text, poll, published, kept, ovh, counted } = await setUp()
    ovh.faults.add({ service: 'ovh', action, effect, times: 1 })
    await text(sender)
    await poll(2)
    expect(published).toHaveLength(times)
    expect(kept()).toBe(0)
    expect(counted.get('TextsFailed')).toBe(1)
  })

  test('is published again if nobody knows whether it was, which makes a duplicate of it', async () => {
    const { text, poll, published, kept, ports } = await setUp()
    const id = await text(sender)
    const { publish } = ports
    ports.publish = async (payload) => {
      ports.publish = publish
      await publish(payload)
      throw new Error('The answer was lost')
    }
    await poll(2)
    expect(published.map(({ inboundMessageId }) => inboundMessageId)).toEqual([id, id])
    expect(kept()).toBe(0)
  })
})

describe('a poll', () => {
  test('asks OVHcloud nothing before a line is attached', async () => {
    const { text, poll, ports, ovh } = await setUp()
    ports.readKey = async () => undefined
    await text(sender)
    await poll()
    expect(ovh.calls.entries()).toEqual([])
  })

  test('makes four requests at a time', async () => {
    const { text, poll, ovh } = await setUp()
    for (let n = 0; n < 10; n++) await text(`+336123456${10 + n}`)
    ovh.faults.add({ service: 'ovh', action: 'GetIncoming', effect: 'hang' })
    void poll()
    const reading = () => ovh.calls.entries().filter(({ action }) => action === 'GetIncoming')
    await vi.waitFor(() => expect(reading()).toHaveLength(4))
    // A fifth request would have come before these.
    for (let n = 0; n < 5; n++) await fetch(`${ovh.url}/auth/time`)
    expect(reading()).toHaveLength(4)
  })

  test('that overlaps with another one publishes no text that this has deleted, and is no error', async () => {
    const { text, poll, published, counted, kept } = await setUp()
    for (let n = 0; n < 10; n++) await text(`+336123456${10 + n}`)
    await Promise.all([poll(), poll()])
    expect(new Set(published.map(({ inboundMessageId }) => inboundMessageId)).size).toBe(10)
    expect(kept()).toBe(0)
    expect(counted.get('TextsFailed')).toBeUndefined()
  })

  test('that is throttled leaves the rest to the next ones, and is no error', async () => {
    const { text, poll, published, kept, counted, logged, ovh } = await setUp({ requestsPerMinute: 20 })
    for (let n = 0; n < 30; n++) await text(`+336123456${10 + n}`)
    await poll()
    expect(published.length).toBeGreaterThan(0)
    expect(published.length).toBeLessThan(20)
    // Those that were under way when the first was refused.
    expect(ovh.calls.entries().length).toBeLessThan(25)
    expect(logged).toContainEqual({ event: 'poll cut short', fields: { left: expect.any(Number) } })
    await poll(5)
    const ids = published.map(({ inboundMessageId }) => inboundMessageId)
    expect(new Set(ids).size).toBe(30)
    expect(ids).toHaveLength(30)
    expect(kept()).toBe(0)
    expect(counted.get('TextsFailed')).toBeUndefined()
  })

  test('that is told that a number does not exist counts that as a failure', async () => {
    const { poll, counted, ovh } = await setUp()
    ovh.faults.add({ service: 'ovh', action: 'ListIncoming', effect: { error: 'Not found', status: 404 }, times: 1 })
    await poll()
    expect(counted.get('TextsFailed')).toBe(1)
  })

  test('that has no time left leaves the rest to the next', async () => {
    const { text, poll, published, kept, clock, ports } = await setUp()
    const { publish } = ports
    ports.publish = async (payload) => {
      clock.now += 10 * second
      await publish(payload)
    }
    for (let n = 0; n < 10; n++) await text(`+336123456${10 + n}`)
    await poll()
    expect(published.length).toBeLessThan(10)
    await poll(3)
    expect(published).toHaveLength(10)
    expect(kept()).toBe(0)
  })

  test('logs neither a number nor a text', async () => {
    const { text, poll, logged, ovh } = await setUp()
    await text(sender, 'Perroquet')
    ovh.faults.add({ service: 'ovh', action: 'GetIncoming', effect: 'fail', times: 1 })
    await poll(2)
    expect(JSON.stringify(logged)).not.toMatch(/612345678|Perroquet|939000001/)
  })
})

describe('an evening on which OVHcloud is away', () => {
  /** What the functions would decide about a text that was published at a moment. */
  const screened = (payload: object | undefined, publishedAt: number) => {
    const sms = readInboundText({ topicArn: '', message: JSON.stringify(payload), publishedAt })
    if (sms === undefined) throw new Error('This is no text')
    return screen(
      sms,
      configOf(ovhOnly, () => line),
      publishedAt,
    )
  }

  test.each([
    [10, undefined],
    [23, 'stale'],
  ])('for %i hours loses no text, and finds a verdict for it: %s', async (hours, silent) => {
    const { text, poll, published, ovh, clock, counted } = await setUp()
    await text(sender)
    const mend = ovh.faults.add({ service: 'ovh', action: 'ListIncoming', effect: 'reset' })
    await poll(3)
    expect(published).toEqual([])
    expect(counted.get('TextsFailed')).toBe(6)
    clock.now = begin + hours * hour
    mend()
    await poll()
    expect(published).toHaveLength(1)
    expect(screened(published[0], clock.now).silent).toBe(silent)
  })
})

describe('a reply', () => {
  const sent = async ({ reply }: Awaited<ReturnType<typeof setUp>>, inboundId = 'inbound-1') =>
    expect(await reply(inboundId, sender)).toEqual({ kind: 'accepted' })

  test('that arrived is reported once, and deleted', async () => {
    const number = await setUp()
    await sent(number)
    await number.poll(3)
    expect(number.reports).toEqual([{ inboundId: 'inbound-1', status: 'delivered', costUsd: 0 }])
    expect(number.ovh.account.outgoing.size).toBe(0)
    expect(number.counted.get('RepliesDelivered.ovh')).toBe(1)
  })

  test('without a final receipt is waited for, and given up and deleted after three days', async () => {
    const number = await setUp({ outcomes: { [sender]: 3 } })
    await sent(number)
    number.clock.now = begin + 71 * hour
    await number.poll()
    expect(number.reports).toEqual([])
    number.clock.now = begin + 73 * hour
    await number.poll()
    expect(number.reports).toEqual([{ inboundId: 'inbound-1', status: 'unreported', costUsd: 0 }])
    expect(number.ovh.account.outgoing.size).toBe(0)
  })

  test('stays at OVHcloud until its report is noted', async () => {
    const number = await setUp()
    await sent(number)
    const { report } = number.ports
    number.ports.report = async () => {
      throw new Error('The table is away')
    }
    await number.poll()
    expect(number.ovh.account.outgoing.size).toBe(1)
    number.ports.report = report
    await number.poll()
    expect(number.reports).toHaveLength(1)
    expect(number.ovh.account.outgoing.size).toBe(0)
  })

  test('that the number sent otherwise is deleted without a report', async () => {
    const number = await setUp()
    await sent(number, 'not one of ours!')
    await number.poll()
    expect(number.reports).toEqual([])
    expect(number.ovh.account.outgoing.size).toBe(0)
  })
})

describe('the credits', () => {
  test('are counted every half hour, and remembered for a week', async () => {
    const { poll, counted, memory, clock } = await setUp()
    await poll(29)
    expect(counted.get('CreditsLeft')).toBe(1000)
    await poll(2)
    expect(counted.get('CreditsLeft')).toBe(2000)
    expect((await memory()).readings).toEqual([
      { at: begin, left: 1000 },
      { at: begin + 30 * minute, left: 1000 },
    ])
    clock.now += 8 * 24 * hour
    await poll()
    expect((await memory()).readings).toHaveLength(1)
  })

  test('are read even while OVHcloud takes too few requests for all texts', async () => {
    const { text, poll, counted } = await setUp({ requestsPerMinute: 20 })
    for (let n = 0; n < 80; n++) await text(`+336123456${10 + n}`)
    await poll()
    expect(counted.get('CreditsLeft')).toBe(1000)
  })

  test('that are few raise an alarm', async () => {
    const { poll, counted, logged } = await setUp({ creditsLeft: 49 })
    await poll()
    expect(counted.get('CreditsLow')).toBe(1)
    expect(logged).toContainEqual({ event: 'credits low', fields: { left: 49 } })
  })
})
