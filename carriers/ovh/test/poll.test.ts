import { describe, expect, test } from 'vitest'
import type { Effect } from '../../../emulator/index.ts'
import { configOf } from '../../../settings/config.ts'
import { readInboundText } from '../../../shared/rules/inbound-text.ts'
import { unknownSender } from '../../../shared/rules/sender-record.ts'
import { decide } from '../../../shared/rules/throttle.ts'
import { hour, minute, second } from '../../../shared/rules/timing.ts'
import { line, otherOvhLine, ovhOnly } from './example.ts'
import { begin, setUp } from './polled.ts'

const sender = '+33612345678'

describe('a text', () => {
  test('to either of two lines is published once for that line, and deleted', async () => {
    const number = await setUp()
    await number.text(sender)
    await number.text(sender, 'Et ici ?', otherOvhLine.number)
    await number.poll(3)
    expect(number.published.map(({ destinationNumber }) => destinationNumber)).toEqual([otherOvhLine.number, line])
    expect(number.kept()).toBe(0)
    expect(number.counted.get('TextsFailed')).toBeUndefined()
  })

  test.each<[string, string, Effect]>([
    ['the list fails', 'ListIncoming', 'fail'],
    ['OVHcloud says that there is no such number', 'ListIncoming', { error: 'Not found', status: 404 }],
    ['it can not be read', 'GetIncoming', 'fail'],
    ['the answer to reading it is lost', 'GetIncoming', 'lose-answer'],
    ['it can not be deleted', 'DeleteIncoming', 'fail'],
    ['the answer to deleting it is lost', 'DeleteIncoming', 'lose-answer'],
  ])('is published by the next poll, or deleted by it, if %s', async (_, action, effect) => {
    const number = await setUp()
    number.ovh.faults.add({ service: 'ovh', action, effect, times: 1 })
    await number.text(sender, 'Perroquet')
    await number.poll(2)
    expect(number.published).toHaveLength(1)
    expect(number.kept()).toBe(0)
    expect(number.counted.get('TextsFailed')).toBe(1)
    expect(JSON.stringify(number.logged)).not.toMatch(/612345678|Perroquet|939000001/)
  })

  test('is published again if nobody knows whether it was, which makes a duplicate of it', async () => {
    const number = await setUp()
    number.pileUp(7)
    const { publish } = number.ports
    number.ports.publish = async (payload) => {
      number.ports.publish = publish
      await publish(payload)
      throw new Error('The answer was lost')
    }
    await number.poll(2)
    expect(number.ids()).toEqual([7, 7])
    expect(number.kept()).toBe(0)
  })
})

describe('a poll', () => {
  test('publishes the beat once an hour, whether or not a line is attached', async () => {
    const number = await setUp()
    number.ports.readKey = async () => undefined
    await number.poll(120)
    expect(number.beatenAt.map((at) => (at - begin) / minute)).toEqual([30, 90])
  })

  test('that may not publish fails in the minute of the beat, which so is not heard', async () => {
    const number = await setUp()
    number.ports.publishBeat = () => Promise.reject(new Error('AuthorizationError'))
    await number.poll(30)
    await expect(number.poll()).rejects.toThrow('AuthorizationError')
  })

  test('asks OVHcloud nothing before a line is attached', async () => {
    const number = await setUp()
    number.ports.readKey = async () => undefined
    number.pileUp(1)
    await number.poll()
    expect(number.ovh.calls.entries()).toEqual([])
  })

  test('that overlaps with another one publishes no text that this has deleted, and is no error', async () => {
    const number = await setUp()
    number.pileUp(1, 10)
    await Promise.all([number.poll(), number.poll()])
    expect(new Set(number.ids()).size).toBe(10)
    expect(number.kept()).toBe(0)
    expect(number.counted.get('TextsFailed')).toBeUndefined()
  })

  test('that is throttled leaves the rest to the next ones, and is no error', async () => {
    const number = await setUp({ requestsPerMinute: 20 })
    number.pileUp(1, 30)
    await number.poll()
    expect(number.ids().length).toBeGreaterThan(0)
    expect(number.ids().length).toBeLessThan(20)
    // Those that were under way when the first was refused.
    expect(number.ovh.calls.entries().length).toBeLessThan(25)
    expect(number.logged).toContainEqual({ event: 'poll cut short', fields: { left: expect.any(Number) } })
    await number.poll(5)
    expect([number.ids().length, new Set(number.ids()).size, number.kept()]).toEqual([30, 30, 0])
    expect(number.counted.get('TextsFailed')).toBeUndefined()
  })

  test('that has no time left leaves the rest to the next', async () => {
    const number = await setUp()
    const { publish } = number.ports
    number.ports.publish = async (payload) => {
      number.clock.now += 10 * second
      await publish(payload)
    }
    number.pileUp(1, 10)
    await number.poll()
    expect(number.ids().length).toBeLessThan(10)
    await number.poll(3)
    expect([number.ids().length, number.kept()]).toEqual([10, 0])
  })
})

test.each([
  [10, undefined],
  [23, 'stale'],
])('an evening of OVHcloud away for %i hours loses no text, and finds a verdict: %s', async (hours, silent) => {
  const number = await setUp()
  await number.text(sender)
  const mend = number.ovh.faults.add({ service: 'ovh', action: 'ListIncoming', effect: 'reset' })
  await number.poll(3)
  expect([number.published, number.counted.get('TextsFailed')]).toEqual([[], 6])
  const publishedAt = begin + hours * hour
  number.clock.now = publishedAt
  mend()
  await number.poll()
  const read = (text: object) => readInboundText({ topicArn: '', message: JSON.stringify(text), publishedAt }) ?? []
  const texts = number.published.flatMap(read)
  const config = configOf(ovhOnly, () => line)
  const decisions = texts.map((text) => decide(unknownSender, text, config, publishedAt))
  expect(decisions.map((one) => (one.kind === 'silent' ? one.reason : undefined))).toEqual([silent])
})

describe('a reply', () => {
  /** A number that has sent a reply, which ends with this code, and what is left of it at OVHcloud. */
  const sent = async (outcomes: Readonly<Record<string, number>> = {}, inboundId = 'inbound-1') => {
    const number = await setUp({ outcomes })
    expect(await number.reply(inboundId, sender)).toEqual({ kind: 'accepted' })
    return { ...number, left: () => number.ovh.account.outgoing.size }
  }

  test('that arrived is reported once, and deleted', async () => {
    const { poll, reports, counted, left } = await sent()
    await poll(3)
    expect(reports).toEqual([{ inboundId: 'inbound-1', status: 'delivered', costUsd: 0 }])
    expect([left(), counted.get('RepliesDelivered.ovh')]).toEqual([0, 1])
  })

  test('without a final receipt is waited for, and given up and deleted after three days', async () => {
    const { poll, clock, reports, left } = await sent({ [sender]: 3 })
    clock.now = begin + 71 * hour
    await poll()
    expect([reports, left()]).toEqual([[], 1])
    clock.now = begin + 73 * hour
    await poll()
    expect([reports, left()]).toEqual([[{ inboundId: 'inbound-1', status: 'unreported', costUsd: 0 }], 0])
  })

  test('stays at OVHcloud until its report is noted', async () => {
    const { poll, ports, reports, left } = await sent()
    const { report } = ports
    ports.report = () => Promise.reject(new Error('The table is away'))
    await poll()
    expect(left()).toBe(1)
    ports.report = report
    await poll()
    expect([reports.length, left()]).toEqual([1, 0])
  })

  test('that the number sent otherwise is deleted without a report', async () => {
    const { poll, reports, left } = await sent({}, 'not one of ours!')
    await poll()
    expect([reports, left()]).toEqual([[], 0])
  })
})

describe('the credits', () => {
  test('are counted every half hour, and remembered for a week', async () => {
    const { poll, counted, memory, clock } = await setUp()
    await poll(29)
    expect(counted.get('CreditsLeft')).toBe(1000)
    await poll(3)
    expect(counted.get('CreditsLeft')).toBe(2000)
    const later = begin + 30 * minute
    expect((await memory()).readings.map(({ at, left }) => `${at} ${left}`)).toEqual([`${begin} 1000`, `${later} 1000`])
    clock.now += 8 * 24 * hour
    await poll()
    expect((await memory()).readings).toHaveLength(1)
  })

  test('that are few raise an alarm, even while OVHcloud takes too few requests for all texts', async () => {
    const { pileUp, poll, counted, logged } = await setUp({ requestsPerMinute: 20, creditsLeft: 49 })
    pileUp(1, 80)
    await poll()
    expect(counted.get('CreditsLow')).toBe(1)
    expect(logged).toContainEqual({ event: 'credits low', fields: { left: 49 } })
  })
})
