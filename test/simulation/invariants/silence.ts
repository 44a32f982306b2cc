import { hourOf } from '../../../shared/rules/budget.ts'
import type { SilentReason } from '../../../shared/rules/telemetry.ts'
import { day, hour, staleAfterMs } from '../../../shared/rules/timing.ts'
import { callsOf } from '../history.ts'
import type { Decision } from './decisions.ts'
import { invariant } from './invariant.ts'
import type { Booking, Ledger } from './ledger.ts'

/** A process may have read what was true a second before, and clocks differ by two seconds. */
const toleranceMs = 3000

/** What must have been true for a text to get silence, told without the rules that decided it. */
const reasons: { readonly [R in SilentReason]: (decision: Decision, ledger: Ledger) => boolean } = {
  malformed: () => false,
  'unknown-line': () => false,
  country: () => false,
  'not-a-mobile': ({ text }) => text.sender === 'D',
  stale: ({ text, at }) => at + toleranceMs > text.sentAt + staleAfterMs,
  'opted-out': ({ text, at, invocation }, { saves }) =>
    text.words === 'STOP' ||
    saves.some(
      (save) =>
        save.sender === text.sender &&
        save.at <= at &&
        save.before.optedOutUntil + save.after.optedOutUntil > invocation.startedAt,
    ),
  blocked: ({ text, at, invocation }, { saves }) =>
    saves.some(
      (save) =>
        save.sender === text.sender && save.at <= at && save.after.blockedUntil + toleranceMs > invocation.startedAt,
    ),
  'answered-recently': ({ text, at, invocation }, { reservations, history }) =>
    history.policy.limits.some(({ replies, perMs }) => {
      const counting = reservations.filter(
        (reservation) =>
          reservation.sender === text.sender &&
          reservation.inboundId !== text.inboundId &&
          reservation.at <= at &&
          reservation.takenBackAt + toleranceMs > invocation.startedAt &&
          reservation.recordedAt + perMs + toleranceMs > invocation.startedAt,
      )
      return counting.length >= replies
    }),
  duplicate: ({ text, at }, { reservations }) =>
    reservations.some((reservation) => reservation.inboundId === text.inboundId && reservation.at <= at),
  'over-budget': (decision, ledger) => !hasRoom(decision, ledger),
  siege: ({ at }, { bookings, history }) =>
    bookings.some(
      ({ hourStart }) =>
        partsIn(bookings, hourStart, 13, at) >= history.schedule.policy.budget.hour / 2 && hourStart + hour + day > at,
    ),
}

/** Whether an hour was free all the while, of those that any reply to this text could be booked into. */
const hasRoom = ({ at, invocation }: Decision, { bookings, history: { schedule, policy } }: Ledger): boolean => {
  const first = hourOf(at + policy.replyDelayMs.max + toleranceMs) + hour
  const end = invocation.startedAt + policy.replyDelayMs.min + day - toleranceMs
  const { budget } = schedule.policy
  for (let start = first; start < end; start += hour)
    if (
      partsIn(bookings, start, 13, at) < budget.hour &&
      partsIn(bookings, start, 10, at) < budget.day &&
      partsIn(bookings, start, 7, at) < budget.month
    )
      return true
  return false
}

/** Parts booked until `at` into the hour (13 characters of its ISO name), day (10) or month (7) of a moment. */
const partsIn = (bookings: readonly Booking[], ms: number, length: number, at: number): number => {
  const name = new Date(ms).toISOString().slice(0, length)
  return bookings.filter(
    (booking) => booking.at <= at && new Date(booking.hourStart).toISOString().slice(0, length) === name,
  ).length
}

export const silentForCause = invariant(
  'I5 silence',
  'a text gets silence only for a reason that was true when it was decided',
  ({ decisions }) => decisions.filter(({ verdict }) => verdict !== 'reply'),
  (decision, ledger) =>
    decision.verdict === 'reply' || reasons[decision.verdict](decision, ledger)
      ? undefined
      : `${decision.text.inboundId} got silence: ${decision.verdict}, which was not so`,
)

export const answeredWithoutFaults = invariant(
  'I5',
  'without faults, a text that is owed a reply gets it within a few seconds of its first due time, unless its sender opts out',
  (ledger) => (isFaultless(ledger) ? ledger.decisions.filter(({ verdict }) => verdict === 'reply') : []),
  ({ text }, { publishes, settlements, history }) => {
    const publish = publishes.find(({ inboundId }) => inboundId === text.inboundId)
    if (publish === undefined)
      return settlements.some(({ inboundId, outcome }) => inboundId === text.inboundId && outcome === 'cancelled')
        ? undefined
        : `${text.inboundId} was not answered`
    const due = callsOf(history.calls, 'replies.put').flatMap(({ args: [{ inboundId, dueAt }] }) =>
      inboundId === text.inboundId && dueAt > 0 ? [dueAt] : [],
    )
    return publish.at > Math.min(...due) + promptMs ? `${text.inboundId} was answered late` : undefined
  },
)

/** What is left of an hour after its last due time. */
const promptMs = 28_000

const isFaultless = ({ history: { schedule } }: Ledger): boolean =>
  [schedule.faults, schedule.pauses, schedule.outages, schedule.handedOutTwice].every(({ length }) => length === 0)
