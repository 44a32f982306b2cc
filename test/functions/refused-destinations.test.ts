import { expect, test } from 'vitest'

import type { SendResult } from '../../shared/ports.ts'
import { day, hour, minute } from '../../shared/rules/timing.ts'
import { createVirtualNumber, line, noon, type VirtualNumber } from './virtual-number.ts'

const refused: SendResult = { kind: 'refused', reason: 'OF_TOMORROW' }
const accepted: SendResult = { kind: 'accepted' }

/** French mobile numbers, each from its own block of 10,000 numbers. */
const stranger = (n: number) => `+336${String(1000 + n)}0000`

/** A number on which nobody answers the destinations in `bad`. */
const start = (bad: readonly string[], config: Parameters<typeof createVirtualNumber>[0] = {}) => {
  const number = createVirtualNumber(config)
  number.hooks.answerTo = (to) => (bad.includes(to) ? refused : accepted)
  return number
}

/** For each genuine sender, by how much the reply was later than its booked hour and its due time, in milliseconds. */
const latenessOf = (number: VirtualNumber, genuine: ReadonlyMap<string, string>) => {
  const dueAt = new Map(
    number.logs.flatMap(({ event, fields }) =>
      event === 'reply booked' ? [[fields['inboundId'], Date.parse(String(fields['dueAt']))] as const] : [],
    ),
  )
  return [...genuine].map(([sender, id]) => {
    const due = dueAt.get(id) ?? Number.NaN
    const sentAt = number.phones.find(({ to }) => to === sender)?.at ?? Number.POSITIVE_INFINITY
    return { afterItsHour: sentAt - (due - (due % hour) + hour), afterDue: sentAt - due }
  })
}

test('a single refused destination opens no circuit, and is tried again ever more rarely until it expires', async () => {
  const bad = stranger(0)
  const number = start([bad], { config: { replyDelayMs: { min: 0, max: 0 } } })
  number.text(bad)
  await number.pass(26 * hour)
  expect(number.count('LineRefused')).toBe(0)
  expect(number.count('RepliesExpired')).toBe(1)
  expect(number.attempts.length).toBeLessThanOrEqual(12)
  expect(number.count('PartsBooked')).toBeLessThanOrEqual(7)
  const fields = { inboundId: 'inbound-0', budget: 'default', reason: 'OF_TOMORROW' }
  expect(number.logs).toContainEqual({ event: 'destination refused', fields })
})

test('two refused destinations in a row open the circuit, and the next accepted reply makes them suspects', async () => {
  const bad = [stranger(0), stranger(1)]
  const number = start(bad, { config: { replyDelayMs: { min: 0, max: 0 } } })
  for (const sender of bad) number.text(sender)
  await number.pass(minute)
  expect((await number.circuits.read(`${line}#FR`))?.open).toMatchObject({ reason: 'OF_TOMORROW' })
  expect(number.count('LineRefused')).toBe(1)
  number.text(stranger(2))
  await number.pass(5 * minute)
  const circuit = await number.circuits.read(`${line}#FR`)
  expect(circuit?.open).toBeUndefined()
  expect(circuit?.suspected).toHaveLength(2)
  const before = number.count('LineRefused')
  await number.pass(6 * hour)
  expect(number.count('LineRefused')).toBe(before)
})

test('a suspect that is accepted is one no more', async () => {
  const bad = [stranger(0)]
  const number = start(bad, { config: { replyDelayMs: { min: 0, max: 0 } } })
  number.text(stranger(0))
  await number.pass(minute)
  number.text(stranger(1))
  await number.pass(minute)
  expect((await number.circuits.read(`${line}#FR`))?.suspected).toHaveLength(1)
  bad.length = 0
  await number.pass(hour)
  expect(number.count('RepliesSubmitted')).toBe(2)
  expect(await number.circuits.read(`${line}#FR`)).toBeUndefined()
})

test.each([
  [1, 20],
  [1, 60],
  [10, 20],
  [10, 60],
])(
  'with %i destinations that are always refused, among %i genuine senders an hour, no genuine reply is later than its hour and five minutes',
  async (bads, perHour) => {
    const bad = Array.from({ length: bads }, (_, i) => stranger(5000 + i))
    const large = { hour: 1000, day: 10_000, month: 100_000 }
    const number = start(bad, { config: { budgets: { default: large } } })
    const genuine = new Map<string, string>()
    const hours = 8
    for (let i = 0; i < hours * perHour; i++) {
      const sender = stranger(i)
      genuine.set(sender, number.text(sender))
      if (i % Math.floor(perHour / 10) === 0) {
        const next = bad[i / Math.floor(perHour / 10)]
        if (next !== undefined) number.text(next)
      }
      await number.pass(hour / perHour)
    }
    await number.pass(day)
    const late = latenessOf(number, genuine)
    expect(Math.max(...late.map(({ afterItsHour }) => afterItsHour))).toBeLessThanOrEqual(5 * minute)
    // A few replies meet an open circuit. All others are sent when they are due.
    expect(late.filter(({ afterDue }) => afterDue > minute).length).toBeLessThanOrEqual(3 * bads)
    expect(number.count('PartsBooked')).toBeLessThanOrEqual(genuine.size + 8 * bads)
    expect(number.clock.now).toBeGreaterThan(noon)
  },
)
