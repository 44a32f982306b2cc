import { hourOf } from '../../shared/rules/calendar.ts'
import { hour, longestWaitMs, minute } from '../../shared/rules/timing.ts'
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
  const { replyDelayMs } = ledger.history.config
  const { sentAt, queuedAt, receivedAt = queuedAt } = decision.text
  const isLate = decision.at - Math.min(sentAt, queuedAt, receivedAt) > 10 * minute - toleranceMs
  const half = budget.hour / 2 / Math.max(1, (replyDelayMs.max - replyDelayMs.min) / hour)
  const first = hourOf(decision.invocation.startedAt + replyDelayMs.min - toleranceMs)
  const last = hourOf(decision.at + replyDelayMs.max + toleranceMs) + hour
  return hoursFrom(first, last + 1).some(
    (start) =>
      bookedIn(start, 'hour') >= (isLate ? half : budget.hour) ||
      bookedIn(start, 'day') >= budget.day / 4 ||
      bookedIn(start, 'month') >= budget.month,
  )
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
