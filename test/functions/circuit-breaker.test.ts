import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'

import { cancel } from '../../ops/pending.ts'
import type { SendResult } from '../../shared/ports.ts'
import { day, hour, minute, probeIntervalMs, second } from '../../shared/rules/timing.ts'
import { createVirtualNumber, line, noon, secondLine, type VirtualNumber } from './virtual-number.ts'

const spent: SendResult = { kind: 'retryable', reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' }

/** French mobile numbers, each from its own block of 10,000 numbers. */
const strangers = (n: number) => Array.from({ length: n }, (_, i) => `+336${String(1000 + i)}0000`)

/** Makes the line refuse everything. Returns a function that makes it recover. */
const refuseAll = ({ carrierAnswers, hooks }: VirtualNumber) => {
  const refuse = () => void carrierAnswers.splice(0, carrierAnswers.length, spent)
  refuse()
  hooks.whenSending = async () => refuse()
  return () => {
    carrierAnswers.length = 0
    hooks.whenSending = async () => undefined
  }
}

const outcomesOf = (number: VirtualNumber) => ({
  sent: number.count('RepliesSubmitted'),
  expired: number.count('RepliesExpired'),
})

/** The times between one attempt and the next. */
const gapsOf = ({ attempts }: VirtualNumber) => attempts.slice(1).map((at, i) => at - (attempts[i] ?? 0))

test('while a line refuses, only one reply at a time probes whether it has recovered', async () => {
  const number = createVirtualNumber()
  const recovers = refuseAll(number)
  for (const sender of strangers(40)) number.text(sender, 'Salut')
  await number.pass(4 * hour)
  expect(number.phones).toEqual([])
  expect(Math.min(...gapsOf(number))).toBeGreaterThanOrEqual(probeIntervalMs)
  recovers()
  await number.pass(6 * hour)
  expect(outcomesOf(number)).toEqual({ sent: 40, expired: 0 })
})

test('a refused reply is attempted again on its next delivery, however long sending takes', async () => {
  const number = createVirtualNumber({ config: { replyDelayMs: { min: 0, max: 0 } } })
  refuseAll(number)
  const { whenSending } = number.hooks
  number.hooks.whenSending = async () => {
    await whenSending?.()
    number.clock.now += 3 * second
  }
  number.text('+33612345678')
  await number.pass(20 * minute)
  expect(Math.max(...gapsOf(number))).toBeLessThanOrEqual(2 * minute + 3 * second)
})

test('a line that refuses everything for a day wastes one booking an hour, however many replies wait', async () => {
  const number = createVirtualNumber()
  refuseAll(number)
  for (const sender of strangers(40)) number.text(sender, 'Salut')
  await number.pass(minute)
  const booked = number.count('PartsBooked')
  await number.pass(3 * day)
  expect(number.count('PartsBooked') - booked).toBeLessThanOrEqual(26)
  expect(outcomesOf(number)).toEqual({ sent: 0, expired: 40 })
})

test('with a small budget, a line that refuses everything for a day wastes fewer bookings', async () => {
  const number = createVirtualNumber({ config: { budgets: { default: { hour: 5, day: 20, month: 600 } } } })
  refuseAll(number)
  for (const sender of strangers(5)) number.text(sender, 'Salut')
  await number.pass(minute)
  const booked = number.count('PartsBooked')
  await number.pass(3 * day)
  expect(number.count('PartsBooked') - booked).toBeLessThanOrEqual(4)
})

test('replies whose hour is over are sent within minutes once their line recovers, however long it has refused', async () => {
  const number = createVirtualNumber()
  const recovers = refuseAll(number)
  for (const sender of strangers(40)) number.text(sender, 'Salut')
  await number.pass(minute)
  const booked = number.count('RepliesBooked')
  await number.pass(11 * hour + 20 * minute)
  recovers()
  await number.pass(10 * minute)
  expect(outcomesOf(number)).toEqual({ sent: booked, expired: 0 })
})

test('a reply that its line keeps refusing expires a day after it was due', async () => {
  const number = createVirtualNumber({ config: { replyDelayMs: { min: hour, max: hour } } })
  refuseAll(number)
  number.text('+33612345678')
  await number.pass(25 * hour)
  expect(outcomesOf(number)).toEqual({ sent: 0, expired: 0 })
  await number.pass(5 * minute)
  expect(outcomesOf(number)).toEqual({ sent: 0, expired: 1 })
})

test('when the line recovers, replies that waited without a booking are booked again within the budget', async () => {
  const budget = { hour: 10, day: 1000, month: 10_000 }
  const number = createVirtualNumber({ config: { budgets: { default: budget }, replyDelayMs: { min: 0, max: 0 } } })
  const recovers = refuseAll(number)
  for (const sender of strangers(30)) number.text(sender, 'Salut')
  await number.pass(5 * hour)
  recovers()
  await number.pass(16 * hour)
  expect(outcomesOf(number).sent).toBe(number.count('RepliesBooked'))
  expect(number.count('PartsBooked')).toBeGreaterThan(number.count('RepliesBooked'))
  expect(outcomesOf(number).sent).toBeGreaterThan(10)
  const byHour = Map.groupBy(number.phones, ({ at }) => Math.floor(at / hour))
  expect(Math.max(...[...byHour.values()].map(({ length }) => length))).toBeLessThanOrEqual(10)
})

test('a country that a line can’t send to does not delay replies to other countries', async () => {
  const number = createVirtualNumber({ config: { replyDelayMs: { min: 0, max: 0 } } })
  const belgian = '+32475123456'
  number.carrierAnswers.push({ kind: 'retryable', reason: 'INVALID_IDENTITY_FOR_DESTINATION_COUNTRY' })
  number.text(belgian)
  await number.pass(30_000)
  const french = strangers(5)
  for (const sender of french) number.text(sender, 'Salut')
  await number.pass(minute)
  expect(number.phones.map(({ to }) => to).toSorted()).toEqual(french)
  await number.pass(hour)
  expect(number.phones.map(({ to }) => to)).toContain(belgian)
})

test('a line that refuses does not delay the replies of other lines', async () => {
  const number = createVirtualNumber({ config: { replyDelayMs: { min: 0, max: 0 } } })
  number.carrierAnswers.push(spent)
  number.text('+33612345678')
  await number.pass(30_000)
  number.text('+33698765432', 'Salut', { to: secondLine })
  await number.pass(minute + 29_000)
  expect(number.phones.map(({ from }) => from)).toEqual([secondLine])
})

test('a rejected destination neither opens nor closes the circuit breaker, because it says nothing about the line', async () => {
  const number = createVirtualNumber({ config: { replyDelayMs: { min: 0, max: 0 } } })
  number.carrierAnswers.push({ kind: 'rejected', reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' })
  number.text('+33612345678')
  await number.pass(minute)
  expect(number.count('RepliesFailed')).toBe(1)
  expect(await number.circuits.read(`${line}#FR`)).toBeUndefined()
  number.carrierAnswers.push(spent, { kind: 'rejected', reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' })
  number.text('+33698765432')
  await number.pass(5 * minute)
  expect(number.count('RepliesFailed')).toBe(2)
  expect((await number.circuits.read(`${line}#FR`))?.open).toMatchObject({
    reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT',
  })
  const settled = { inboundId: 'inbound-0', outcome: 'failed', reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' }
  expect(number.logs).toContainEqual({ event: 'reply settled', fields: settled })
})

test('the reason why a line refuses, and since when, is stored until the line recovers', async () => {
  const number = createVirtualNumber({ config: { replyDelayMs: { min: 0, max: 0 } } })
  const recovers = refuseAll(number)
  number.text('+33612345678')
  await number.pass(20 * minute)
  const open = (await number.circuits.read(`${line}#FR`))?.open
  expect(open).toMatchObject({ reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' })
  expect(open?.openedAt).toBeLessThan(noon + minute)
  recovers()
  await number.pass(hour)
  expect(await number.circuits.read(`${line}#FR`)).toBeUndefined()
})

test('a process that did not know of a refusal closes the circuit breaker with its first accepted reply', async () => {
  const number = createVirtualNumber({ config: { replyDelayMs: { min: 0, max: 0 } } })
  const recovers = refuseAll(number)
  number.text('+33612345678')
  await number.pass(minute)
  // The fix is a deployment, which starts new processes.
  recovers()
  number.restart()
  await number.pass(5 * minute)
  expect(number.count('RepliesSubmitted')).toBe(1)
  expect(await number.circuits.read(`${line}#FR`)).toBeUndefined()
  expect(number.logs).toContainEqual({ event: 'line recovered', fields: { budget: 'default' } })
})

test('a reply that waits without a booking is booked before it expires, however long its line has refused', async () => {
  const number = createVirtualNumber({ config: { replyDelayMs: { min: 0, max: 0 } } })
  const recovers = refuseAll(number)
  const keepRefused = async () => {
    for (let i = 0; i < 6; i++) {
      number.text(`+336${String(2000 + i)}0000`)
      await number.pass(day)
    }
  }
  await keepRefused()
  for (const sender of strangers(20)) number.text(sender, 'Salut')
  await number.pass(3 * hour)
  recovers()
  await number.pass(20 * hour)
  expect(outcomesOf(number).sent).toBeGreaterThanOrEqual(20)
})

test('a new process that does not know of a refusal makes one attempt, and then waits for its turn to probe', async () => {
  const number = createVirtualNumber({ config: { replyDelayMs: { min: 0, max: 0 } } })
  refuseAll(number)
  for (const sender of strangers(20)) number.text(sender, 'Salut')
  await number.pass(5 * minute)
  const before = number.attempts.length
  number.restart()
  await number.pass(10 * minute)
  expect(number.attempts.length - before).toBeLessThanOrEqual(7)
})

test('STOP cancels a reply that waits for its line, without another attempt', async () => {
  const number = createVirtualNumber({ config: { replyDelayMs: { min: 0, max: 0 } } })
  refuseAll(number)
  number.text('+33612345678')
  await number.pass(minute)
  number.text('+33612345678', 'STOP')
  const before = number.attempts.length
  await number.pass(10 * minute)
  expect(number.count('RepliesCancelled')).toBe(1)
  expect(number.attempts.length).toBe(before)
})

test('the circuit breaker costs one read per process while all goes well, and a few requests for a refused reply', async () => {
  const number = createVirtualNumber({ config: { replyDelayMs: { min: 0, max: 0 } } })
  number.text('+33612345678')
  await number.pass(minute)
  const answered = ['load', 'save', 'book', 'save', 'put', 'load', 'claim', 'settle']
  expect(number.requests.splice(0)).toEqual([...answered.toSpliced(5, 0, 'hold').toSpliced(1, 0, 'read'), 'read'])
  number.text('+33687654321')
  await number.pass(minute)
  expect(number.requests.splice(0)).toEqual(answered)
  number.carrierAnswers.push(spent)
  number.text('+33698765432')
  await number.pass(5 * minute)
  const refused = ['load', 'claim', 'release', 'read', 'refused']
  const probed = ['load', 'read', 'read', 'take', 'claim', 'settle', 'close']
  expect(number.requests).toEqual(['load', 'save', 'book', 'save', 'put', ...refused, ...probed])
})

test('replies that an operator has cancelled do not use up probes of a line that refuses', async () => {
  const attemptsBeside = async (cancelled: number): Promise<number> => {
    const number = createVirtualNumber()
    for (const sender of strangers(5)) number.text(sender, 'Salut')
    const others = strangers(5 + cancelled).slice(5)
    const waiting = others.map((sender) => ({ senderKey: '', inboundId: number.text(sender, 'Coucou') }))
    await number.pass(minute)
    const { claims, clock } = number
    await cancel({ claims, now: () => clock.now, wait: number.pass, newToken: randomUUID }, waiting)
    refuseAll(number)
    await number.pass(2 * hour)
    return number.attempts.length
  }
  expect(await attemptsBeside(90)).toBeGreaterThanOrEqual(await attemptsBeside(0))
})
