import { hourOf } from '../../../shared/rules/budget.ts'
import type { SilentReason } from '../../../shared/rules/telemetry.ts'
import type { SenderRecord } from '../../../shared/rules/throttle.ts'
import { day, hour, minute, staleAfterMs } from '../../../shared/rules/timing.ts'
import { callsOf } from '../history.ts'
import { keyOf, senders } from '../schedule.ts'
import type { Decision } from './decisions.ts'
import { invariant } from './invariant.ts'
import type { Booking, Ledger } from './ledger.ts'
import { onRecord, type Reservation, type Save } from './saves.ts'

/** A process may have read what was true a second before, and clocks differ by two seconds. */
const toleranceMs = 3000

/** How old what an eventually consistent read shows may be. */
const lagMs = 1000

/** What must have been true for a text to get silence, told without the rules that decided it. */
const reasons: { readonly [R in SilentReason]: (decision: Decision, ledger: Ledger) => boolean } = {
  malformed: () => false,
  'unknown-line': () => false,
  country: () => false,
  'not-a-mobile': ({ text }) => text.sender === 'D',
  stale: ({ text, at }) => at + toleranceMs > text.sentAt + staleAfterMs,
  'opted-out': (decision, { saves }) =>
    decision.text.words === 'STOP' ||
    lately(saves, decision).some(({ optedOutUntil }) => optedOutUntil > soonest(decision)),
  blocked: (decision, { saves }) =>
    lately(saves, decision).some(({ blockedUntil }) => blockedUntil > soonest(decision)),
  'answered-recently': (decision, ledger) =>
    readMoments(decision).some((at) => isAnsweredRecently(decision, at, ledger)),
  duplicate: ({ text, at }, { reservations }) =>
    reservations.some((reservation) => reservation.inboundId === text.inboundId && reservation.at <= at),
  'over-budget': (decision, ledger) => !hasRoom(decision, ledger),
  siege: (decision, ledger) => isBesieged(decision, ledger) && !hasEmptyHour(decision, ledger),
}

/** By its process's clock, no text is decided sooner. */
const soonest = ({ invocation: { startedAt, skewMs } }: Decision): number => startedAt + skewMs

/** What was on record in the last minute: that long a process may go by what it has seen. */
const lately = (saves: readonly Save[], { text, at, invocation }: Decision): readonly SenderRecord[] =>
  onRecord(saves, text.sender, invocation.startedAt - minute - toleranceMs, at)

/** When the process had read the sender's record: a text is decided at that very moment. */
const readMoments = ({ text: { sender }, invocation }: Decision): readonly number[] =>
  callsOf(invocation.calls, 'senders.load').flatMap(({ args: [key], endedAt }) =>
    key === keyOf(senders[sender]) && endedAt !== undefined ? [endedAt] : [],
  )

const isAnsweredRecently = ({ text, invocation }: Decision, at: number, { saves, history }: Ledger): boolean =>
  onRecord(saves, text.sender, at - lagMs, at).some((record) =>
    history.policy.limits.some(({ replies, perMs }) => {
      const counting = [...record.replies.values()].filter((time) => time + perMs > at + invocation.skewMs)
      return counting.length >= replies
    }),
  )

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

/** Whether half of an hour that the reply could be wanted in was booked, or half of its day, or all of its month. */
const isBesieged = ({ at, invocation }: Decision, { bookings, history: { schedule, policy } }: Ledger): boolean => {
  const first = hourOf(invocation.startedAt + policy.replyDelayMs.min - toleranceMs)
  const last = hourOf(at + policy.replyDelayMs.max + toleranceMs) + hour
  const { budget } = schedule.policy
  for (let start = first; start <= last; start += hour)
    if (
      partsIn(bookings, start, 13, at) >= budget.hour / 2 ||
      partsIn(bookings, start, 10, at) >= budget.day / 2 ||
      partsIn(bookings, start, 7, at) >= budget.month
    )
      return true
  return false
}

/** Whether nobody had booked some later hour, of a day and month with room: there C, who looks like nobody until he is answered, is booked. */
const hasEmptyHour = ({ at, text, invocation }: Decision, { bookings, reservations, history }: Ledger): boolean => {
  const own = ({ inboundId, takenBackAt }: Reservation) => inboundId === text.inboundId && takenBackAt <= at
  const isAnswered = reservations.some((reservation) => reservation.sender === 'C' && !own(reservation))
  if (text.sender !== 'C' || isAnswered) return false
  const { schedule, policy } = history
  const first = hourOf(at + policy.replyDelayMs.max + toleranceMs) + hour
  const end = invocation.startedAt + policy.replyDelayMs.min + day - toleranceMs
  const { budget } = schedule.policy
  for (let start = first; start < end; start += hour)
    if (
      partsIn(bookings, start, 13, at) === 0 &&
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
