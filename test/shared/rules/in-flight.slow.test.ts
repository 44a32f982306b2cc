import { expect, test } from 'vitest'
import { maxRepliesPerDay } from '../../../settings/values.ts'
import { countedIn } from '../../../shared/rules/budget.ts'
import { countIn, countsOfLot, lotsOf, periodOf, startOf } from '../../../shared/rules/crowd.ts'
import { type SenderClass, senderClasses } from '../../../shared/rules/sender-class.ts'
import { admissionOf, type Seeker } from '../../../shared/rules/siege.ts'
import { hour, lookEveryMs, minute } from '../../../shared/rules/timing.ts'

/** SQS has 120,000 messages in flight. Some of them are STOPs, beats and reports. */
const mostWaiting = 100_000

/** Three times as many as in the worst minute of October 2017, without a pause. */
const textsAMinute = 3000

test('with the largest budget, the texts that a flood of all classes lets wait fit into a queue', () => {
  const quota = { hour: maxRepliesPerDay, day: maxRepliesPerDay, month: 31 * maxRepliesPerDay }
  // From 19:00, the wait has places of two days.
  const start = Date.UTC(2026, 10, 10, 19)
  // Multiples of the golden ratio fill the unit evenly.
  let drawn = 0
  const chance = () => {
    drawn = (drawn + 0.618_033_988_75) % 1
    return drawn
  }
  const counters: Record<string, number> = {}
  const crowds = new Map<number, Record<string, number>>()
  const crowdOf = (period: number): Record<string, number> => {
    const crowd = crowds.get(period) ?? {}
    crowds.set(period, crowd)
    return crowd
  }
  const waiting = new Map<number, Waiting[]>()
  let [count, most] = [0, 0]

  const look = (text: Waiting, now: number, before: ReturnType<typeof lotsOf>) => {
    const current = crowdOf(periodOf(now))
    const admission = admissionOf(seekerOf(text, now, chance()), quota, {
      countersOf: () => counters,
      crowds: { current, before },
    })
    if (admission.kind === 'room')
      for (const [name] of Object.values(countedIn(admission.room.hourStart, quota))) countIn(counters, { [name]: 1 })
    if (admission.kind !== 'wait') return
    countIn(current, countsOfLot(text.senderClass, admission.lot))
    const nextMinute = Math.floor((startOf(periodOf(now) + 1) + chance() * lookEveryMs) / minute)
    const due = waiting.get(nextMinute) ?? []
    due.push({ ...text, lot: admission.lot })
    waiting.set(nextMinute, due)
    most = Math.max(most, ++count)
  }

  for (let now = start; now < start + hour; now += minute) {
    const before = lotsOf(crowdOf(periodOf(now) - 1))
    const due = waiting.get(now / minute) ?? []
    count -= due.length
    for (const text of due) look(text, now, before)
    for (let i = 0; i < textsAMinute; i++)
      look({ senderClass: senderClasses[i % senderClasses.length] ?? 'new', since: now }, now, before)
  }
  expect(most).toBeGreaterThan(mostWaiting / 2)
  expect(most).toBeLessThan(mostWaiting)
})

type Waiting = { readonly senderClass: SenderClass; readonly since: number; readonly lot?: number }

/** A text like no other, counted already, held up by an outage for an hour if it is of the last class. */
const seekerOf = ({ senderClass, since, lot }: Waiting, now: number, chance: number): Seeker => {
  const sentAt = senderClass === 'last' ? since - hour : since
  const inbound = { inboundId: '', sender: '', line: '', text: '', sentAt, publishedAt: sentAt }
  const wantedAt = Math.max(since + hour, now + minute)
  const delayMs = { min: 45 * minute, max: 75 * minute }
  return { inbound, senderClass, since, lot, wantedAt, now, chance, delayMs, isCounted: true, keyOf: (text) => text }
}
