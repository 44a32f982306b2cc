import { expect, test } from 'vitest'

import { createRateLimit } from '../../lab/virtual/stage.ts'
import type { SendResult } from '../../shared/ports.ts'
import { hour, minute, second } from '../../shared/rules/timing.ts'
import { createVirtualNumber, line, type VirtualNumber } from './virtual-number.ts'

const throttled: SendResult = { kind: 'throttled', reason: 'ThrottlingException' }

/** French mobile numbers, each from its own block of 10,000 numbers. */
const strangers = (n: number) => Array.from({ length: n }, (_, i) => `+336${String(1000 + i)}0000`)

const paced = (answerTo?: (to: string, at: number) => SendResult) => {
  const config = { replyDelayMs: { min: 10 * minute, max: 10 * minute }, sendIntervalMs: { aws: second } }
  const number = createVirtualNumber({ config })
  if (answerTo !== undefined) number.hooks.answerTo = answerTo
  return number
}

const gapsOf = ({ attempts }: VirtualNumber) => attempts.slice(1).map((at, i) => at - (attempts[i] ?? 0))

test('a process spaces its attempts, so that two processes keep to one reply a second', async () => {
  const number = paced()
  for (const sender of strangers(40)) number.text(sender)
  await number.pass(hour)
  expect(number.count('RepliesSubmitted')).toBe(40)
  expect(Math.min(...gapsOf(number))).toBeGreaterThanOrEqual(2 * second)
  expect(Math.max(...gapsOf(number))).toBeLessThan(3 * second)
})

test('a reply that comes too fast is hidden for a few seconds and sent, and neither a refusal nor an open circuit is reported', async () => {
  const number = paced()
  number.carrierAnswers.push(throttled, throttled)
  const id = number.text('+33612345678')
  await number.pass(11 * minute)
  expect(number.count('RepliesSubmitted')).toBe(1)
  expect(number.attempts).toHaveLength(3)
  for (const gap of gapsOf(number)) expect(gap).toBeGreaterThanOrEqual(2 * second)
  for (const gap of gapsOf(number)) expect(gap).toBeLessThanOrEqual(5 * second)
  expect(number.count('LineRefused')).toBe(0)
  expect(await number.circuits.read(`${line}#FR`)).toBeUndefined()
  const fields = { inboundId: id, budget: 'default', reason: 'ThrottlingException' }
  expect(number.logs).toContainEqual({ event: 'reply throttled', fields })
})

test('the longer a carrier refuses everything for its rate, the longer its replies are hidden', async () => {
  const number = paced(() => throttled)
  number.text('+33612345678')
  await number.pass(18 * minute)
  const gaps = gapsOf(number)
  expect(gaps[0]).toBeLessThanOrEqual(5 * second)
  expect(Math.max(...gaps)).toBeGreaterThan(30 * second)
  expect(Math.max(...gaps)).toBeLessThanOrEqual(61 * second)
  expect(number.count('LineRefused')).toBe(0)
})

test('after ten minutes in which the carrier accepted nothing, it counts as a line that refuses', async () => {
  const number = paced(() => throttled)
  number.text('+33612345678')
  await number.pass(25 * minute)
  expect(number.count('LineRefused')).toBeGreaterThan(0)
  expect((await number.circuits.read(`${line}#FR`))?.open).toMatchObject({ reason: 'ThrottlingException' })
})

test('a carrier that accepts one reply in ten minutes is slow, and does not refuse', async () => {
  let now = () => 0
  const accepts = createRateLimit(6 * minute, () => now())
  const number = paced(() => (accepts() ? { kind: 'accepted' } : throttled))
  now = () => number.clock.now
  for (const sender of strangers(5)) number.text(sender)
  await number.pass(40 * minute)
  expect(number.count('RepliesSubmitted')).toBe(5)
  expect(number.count('LineRefused')).toBe(0)
})

test('a backlog after a pause is sent at the rate, and no reply whose hour lasts is booked again', async () => {
  let now = () => 0
  const accepts = createRateLimit(2 * second, () => now())
  const number = paced(() => (accepts() ? { kind: 'accepted' } : throttled))
  now = () => number.clock.now
  for (const sender of strangers(60)) number.text(sender)
  await number.pass(minute)
  const booked = number.count('PartsBooked')
  number.clock.now += 20 * minute
  const since = number.clock.now
  await number.pass(10 * minute)
  expect(number.phones).toHaveLength(booked)
  expect((number.phones.at(-1)?.at ?? 0) - since).toBeLessThan(booked * 3 * second)
  expect(number.count('PartsBooked')).toBe(booked)
})

test('a clock that was set back does not stop a process', async () => {
  const number = paced()
  number.text('+33612345678')
  await number.pass(10 * minute + second)
  number.text('+33698765432')
  await number.pass(second)
  number.clock.now -= 5 * minute
  await number.pass(30 * minute)
  expect(number.count('RepliesSubmitted')).toBe(2)
})
