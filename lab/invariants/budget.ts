import { hourOf } from '../../shared/rules/calendar.ts'
import type { Quota } from '../../shared/rules/config.ts'
import { periodOf, startOf } from '../../shared/rules/crowd.ts'
import { senderClasses } from '../../shared/rules/sender-class.ts'
import { hour, lateAfterMs, longestWaitMs, minute } from '../../shared/rules/timing.ts'
import { callsOf } from '../simulation/history.ts'
import { invariant } from './invariant.ts'
import type { DecidedText, Ledger } from './ledger.ts'

/** A process may rely on a read that is a second old, and clocks may differ by two seconds. */
export const toleranceMs = 3000

/** Whether some hour that the reply could be booked into, whatever its delay, had room until the decision. */
export const hadRoom = (decision: DecidedText, ledger: Ledger): boolean => {
  const { budget, bookedIn } = bookedOf(decision, ledger)
  return laterHours(decision, ledger).some((start) => periods.every((name) => bookedIn(start, name) < budget[name]))
}

/** Whether an hour at hand, its month or a quarter of its day was full; for a late text, half of that hour. */
export const isBesieged = (decision: DecidedText, ledger: Ledger): boolean => {
  const { budget, bookedIn } = bookedOf(decision, ledger)
  const most = isLate(decision) ? openAtOnce(budget, ledger) : budget.hour
  return hoursAtHand(decision, ledger).some(
    (start) =>
      bookedIn(start, 'hour') >= most ||
      bookedIn(start, 'day') >= budget.day / 4 ||
      bookedIn(start, 'month') >= budget.month,
  )
}

/** Whether a text came late, or what an hour at hand opens at once may have been less than those who wait. */
export const mayLackRoom = (decision: DecidedText, ledger: Ledger): boolean => {
  const { budget, bookedIn } = bookedOf(decision, ledger)
  const waiting = waitingFor(decision, ledger)
  return (
    isLate(decision) ||
    hoursAtHand(decision, ledger).some(
      (start) =>
        bookedIn(start, 'hour') + waiting >= openAtOnce(budget, ledger) ||
        bookedIn(start, 'day') + waiting >= budget.day / 4 ||
        bookedIn(start, 'month') + waiting >= budget.month / 2,
    )
  )
}

/** The most texts that a process may have taken to wait for the same budget, as counts of two periods say. */
const waitingFor = ({ at, text, invocation }: DecidedText, { history: { calls, texts } }: Ledger): number => {
  const since = startOf(periodOf(invocation.startedAt - minute - toleranceMs) - 1)
  const told = callsOf(calls, 'crowdStore.add').flatMap(({ args: [budget, , counts], calledAt, effects }) =>
    budget === text.to && calledAt >= since && calledAt <= at
      ? senderClasses.map((name) => (counts[name] ?? 0) * Math.max(1, effects.length))
      : [],
  )
  const ofBudget = new Set(texts.flatMap(({ inboundId, to }) => (to === text.to ? [inboundId] : [])))
  const hidden = callsOf(calls, 'texts.hide').filter(
    ({ calledAt, invocation: { messages } }) =>
      calledAt >= since && calledAt <= at && messages.some(({ inboundId }) => ofBudget.has(inboundId)),
  )
  return told.reduce((sum, count) => sum + count, hidden.length)
}

const isLate = ({ at, text: { sentAt, queuedAt, receivedAt = queuedAt } }: DecidedText): boolean =>
  at - Math.min(sentAt, queuedAt, receivedAt) > lateAfterMs - toleranceMs

/** Half of an hour, or less if more hours are at hand. */
const openAtOnce = ({ hour: replies }: Quota, { history: { config } }: Ledger): number =>
  replies / 2 / Math.max(1, (config.replyDelayMs.max - config.replyDelayMs.min) / hour)

const hoursAtHand = ({ at, invocation }: DecidedText, { history: { config } }: Ledger): readonly number[] => {
  const first = hourOf(invocation.startedAt + config.replyDelayMs.min - toleranceMs)
  return hoursFrom(first, hourOf(at + config.replyDelayMs.max + toleranceMs) + hour + 1)
}

/** The later hours in which the reply may be booked until its wait is over, and before the carrier's deadline. */
const laterHours = ({ at, text }: DecidedText, { history: { config, invocations } }: Ledger): readonly number[] => {
  const first = hourOf(at + config.replyDelayMs.max + toleranceMs) + hour
  const seen = invocations.find(({ messages }) => messages.some(({ inboundId }) => inboundId === text.inboundId))
  const waitsUntil = (seen?.startedAt ?? at) + longestWaitMs.onTime - toleranceMs
  return hoursFrom(first, text.answerBy === undefined ? waitsUntil : Math.min(waitsUntil, hourOf(text.answerBy)))
}

/** Whether the reply could be due in a month that was half booked, so that days may get less than their limit. */
export const isMonthHalfBooked = (decision: DecidedText, ledger: Ledger): boolean => {
  const { budget, bookedIn } = bookedOf(decision, ledger)
  const first = hourOf(decision.invocation.startedAt + ledger.history.config.replyDelayMs.min - toleranceMs)
  return [first, ...laterHours(decision, ledger)].some((start) => bookedIn(start, 'month') >= budget.month / 2)
}

const hoursFrom = (first: number, end: number): readonly number[] =>
  Array.from({ length: Math.max(0, Math.ceil((end - first) / hour)) }, (_, i) => first + i * hour)

const periods = ['hour', 'day', 'month'] as const
type Period = (typeof periods)[number]

const nameLengths = { hour: 13, day: 10, month: 7 }

const nameOfPeriod = (ms: number, period: Period): string => new Date(ms).toISOString().slice(0, nameLengths[period])

/** The budget of the text's line, and how many replies were booked into the hour, day or month of a time. */
const bookedOf = ({ at, text }: DecidedText, { bookings, history }: Ledger) => {
  const booked = bookings.filter((booking) => booking.budget === text.to && booking.at <= at)
  const bookedIn = (ms: number, period: Period): number =>
    booked.filter(({ hourStart }) => nameOfPeriod(hourStart, period) === nameOfPeriod(ms, period)).length
  const budget = history.config.budgets[text.to]
  if (budget === undefined) throw new Error(`The ${text.to} line has no budget`)
  return { budget, bookedIn }
}

const sentIsPaid = invariant(
  'I3',
  'No more replies leave than were booked: of a budget, those that were due in an hour are at most those that processes booked into that hour, however late they leave.',
  ({ publishes }) => publishes,
  ({ at, inboundId, reply: { budget, dueAt } }, { publishes, bookings }) => {
    const ofHour = publishes.filter(
      ({ reply, at: other }) => other <= at && reply.budget === budget && hourOf(reply.dueAt) === hourOf(dueAt),
    )
    const booked = bookings.filter(
      (booking) => booking.isKnown && booking.budget === budget && booking.hourStart === hourOf(dueAt),
    )
    return ofHour.length > booked.length ? `the reply to ${inboundId} was sent without a booking` : undefined
  },
)

const bookedWithinBudget = invariant(
  'I9',
  'The replies that are booked into an hour, day or month never exceed the limit of their budget, even if bookings leak (no reply uses them).',
  ({ bookings }) => bookings,
  ({ budget, hourStart }, { bookings, history: { config } }) => {
    const exceeded = periods.find((name) => {
      const booked = bookings.filter(
        (other) => other.budget === budget && nameOfPeriod(other.hourStart, name) === nameOfPeriod(hourStart, name),
      )
      return booked.length > (config.budgets[budget]?.[name] ?? 0)
    })
    return exceeded && `more replies were booked than the limit for the ${exceeded} allows`
  },
)

/** No hour, day or month costs more than its budget. */
export const budget = [sentIsPaid, bookedWithinBudget]
