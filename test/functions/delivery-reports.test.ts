import { expect, test } from 'vitest'
import { reportBody } from '../../lab/virtual/messages.ts'
import type { DeliveryStatus } from '../../shared/rules/delivery-report.ts'
import { day, hour, minute } from '../../shared/rules/timing.ts'
import { textEvent } from '../shared/rules/text-event.ts'
import { createVirtualNumber, kevin, type VirtualNumber } from './virtual-number.ts'

/** A number that has answered a text. */
const answered = async () => {
  const number = createVirtualNumber()
  const inboundId = await number.hear(2 * hour, kevin)
  number.requests.length = 0
  return { number, inboundId }
}

const eventAbout = (inboundId: string, changes: object = {}) => ({ ...textEvent, context: { inboundId }, ...changes })

const counts = (number: VirtualNumber) => ({
  delivered: number.count('RepliesDelivered.aws'),
  undelivered: number.count('RepliesUndelivered.aws'),
  cost: number.count('SmsCostUsd'),
})

const counted = ['Delivered.aws', 'Undelivered.aws', 'Undelivered.blocked', 'Undelivered.unknown', 'Unreported.aws']

test.each<[string, string, DeliveryStatus, readonly string[]]>([
  ['a delivery', 'TEXT_SUCCESSFUL', 'delivered', ['Delivered.aws']],
  ['a reply that was blocked', 'TEXT_CARRIER_BLOCKED', 'blocked', ['Undelivered.aws', 'Undelivered.blocked']],
  ['what AWS calls otherwise one day', 'TEXT_OF_TOMORROW', 'unknown', ['Undelivered.aws', 'Undelivered.unknown']],
  ['that AWS heard nothing final', 'TEXT_UNKNOWN', 'unreported', ['Unreported.aws']],
])('%s is counted with its price, stored and logged, and costs one write', async (_, eventType, status, metrics) => {
  const { number, inboundId } = await answered()
  number.report(eventAbout(inboundId, { eventType }))
  await number.pass(minute)
  expect(counted.filter((metric) => number.count(`Replies${metric}`) === 1)).toEqual(metrics)
  expect(number.count('SmsCostUsd')).toBe(0.09582)
  expect(number.requests).toEqual(['report'])
  expect(await number.claims.read(inboundId)).toMatchObject({ outcome: 'sent', report: status })
  expect(number.logs).toContainEqual({ event: 'delivery reported', fields: { inboundId, status } })
})

test('of events that arrive twice, out of order or late, only the first final one counts', async () => {
  const { number, inboundId } = await answered()
  number.report(eventAbout(inboundId, { isFinal: false }))
  number.report(eventAbout(inboundId, { eventType: 'TEXT_DELIVERED' }))
  number.report(eventAbout(inboundId, { eventType: 'TEXT_DELIVERED' }))
  number.report(eventAbout(inboundId, { isFinal: false, eventType: 'TEXT_PENDING' }))
  await number.pass(3 * day)
  number.report(eventAbout(inboundId, { eventType: 'TEXT_UNKNOWN' }))
  await number.pass(minute)
  expect(counts(number)).toEqual({ delivered: 1, undelivered: 0, cost: 0.09582 })
})

test('an event about a reply that was never claimed stores nothing and counts nothing', async () => {
  const { number } = await answered()
  number.report(eventAbout('of somebody else'))
  await number.pass(minute)
  expect(counts(number)).toEqual({ delivered: 0, undelivered: 0, cost: 0 })
  expect(await number.claims.read('of somebody else')).toBeUndefined()
})

test('an outage of the store for a minute loses no event', async () => {
  const { number, inboundId } = await answered()
  number.down.add('store')
  number.report(eventAbout(inboundId))
  await number.pass(minute)
  expect(number.count('TextsFailed')).toBe(1)
  number.down.delete('store')
  await number.pass(hour)
  expect(counts(number).delivered).toBe(1)
})

test('an event is not counted as a text, and a text in the same batch is decided', async () => {
  const { number, inboundId } = await answered()
  const texts = number.count('TextsReceived')
  number.report(eventAbout(inboundId))
  await number.hear(0, '+33698765432')
  expect(number.count('TextsReceived') - texts).toBe(1)
  expect(number.count('RepliesBooked')).toBe(2)
})

test('an unknown event on the delivery topic is malformed, and so is a text on that topic', async () => {
  const number = createVirtualNumber()
  number.report({ eventType: 1 })
  const text = { originationNumber: kevin, destinationNumber: '+32460000000', messageBody: 'Salut' }
  number.report({ ...text, inboundMessageId: 'forged' })
  await number.pass(2 * hour)
  expect(number.count('TextsSilenced.malformed')).toBe(2)
  expect(number.phones).toEqual([])
})

test('somebody who may only publish texts can’t report deliveries', async () => {
  const { number, inboundId } = await answered()
  const body = reportBody(eventAbout(inboundId), number.clock.now).replace(':delivery', ':inbound')
  number.inbound.put(body)
  await number.pass(minute)
  expect(counts(number).delivered).toBe(0)
  expect(number.count('TextsSilenced.malformed')).toBe(1)
})
