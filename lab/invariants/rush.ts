import { hourOf, monthOf } from '../../shared/rules/calendar.ts'
import { logEvents } from '../../shared/rules/telemetry.ts'
import { hour, minute } from '../../shared/rules/timing.ts'
import { callsOf, type Delivery, type Invocation } from '../simulation/history.ts'
import { toleranceMs } from './budget.ts'
import { invariant } from './invariant.ts'
import type { Ledger } from './ledger.ts'

const bookedInWindows = ({ history }: Ledger) =>
  callsOf(history.calls, 'budgets.book').flatMap(({ args: [budget, hourStart, { window }], effects }) => {
    if (window === undefined) return []
    const name = `${budget} ${monthOf(hourStart)} ${window.row} ${window.number}`
    return effects.flatMap(({ at, answer }) => (answer.booked ? [{ at, window: name }] : []))
  })

const fewInWindow = invariant(
  'rush: few',
  'A time window for bookings of new or returning senders never holds more than three bookings, across all processes.',
  (ledger) => [...Map.groupBy(bookedInWindows(ledger), ({ window }) => window).values()].map(nthOf),
  ({ count, window }) => (count > 3 ? `${count} bookings in the time window ${window}` : undefined),
)

const nthOf = (bookings: readonly { readonly at: number; readonly window: string }[]) => ({
  at: bookings.at(-1)?.at ?? 0,
  window: bookings[0]?.window,
  count: bookings.length,
})

/** A booking for a late text, as the log of receive-sms tells, in an hour that was not at hand. */
const lentToLate = ({ history }: Ledger) =>
  history.invocations.flatMap(({ functionName, logs, messages, process, skewMs }) =>
    logs.flatMap(({ at, event, fields }) => {
      const text = history.texts.find(({ inboundId }) => inboundId === fields['inboundId'])
      if (functionName !== 'receive-sms' || event !== logEvents.replyBooked || text === undefined) return []
      const sentAt = Math.min(text.sentAt, text.queuedAt, text.receivedAt ?? text.queuedAt)
      const now = at + skewMs
      // Near the end of an hour, with as many turns as half an hour has, the next one is at hand.
      const atHandUntil = hourOf(now + history.config.replyDelayMs.max + toleranceMs + 31 * minute)
      const isLate = now - sentAt > 10 * minute + toleranceMs
      const isLent = hourOf(Date.parse(String(fields['dueAt']))) > atHandUntil
      const perHour = history.config.budgets[text.to]?.hour ?? 1
      const window = `${process} ${text.to} ${Math.floor(sentAt / ((3 * hour) / (2 * perHour)))}`
      return isLate && isLent && cameOnce(history.invocations)(text) ? [{ at, window, batch: messages }] : []
    }),
  )

/** Whether receive-sms was given a text only once. */
export const cameOnce =
  (invocations: readonly Invocation[]) =>
  ({ inboundId }: Pick<Delivery, 'inboundId'>): boolean =>
    invocations
      .flatMap(({ functionName, messages }) => (functionName === 'receive-sms' ? messages : []))
      .filter((message) => message.inboundId === inboundId).length === 1

const fewLate = invariant(
  'backlog: few',
  'Of the late texts that were sent in the same window (as long as three bookings take at twice the hourly limit) and came once, a process lends a later hour to at most two, or to at most five that came in one batch.',
  (ledger) =>
    [...Map.groupBy(lentToLate(ledger), ({ window }) => window).values()].map((lent) => ({
      ...nthOf(lent),
      batches: new Set(lent.map(({ batch }) => batch)).size,
    })),
  ({ count, window, batches }) =>
    count > (batches === 1 ? 5 : 2)
      ? `${count} later hours were lent to texts of ${window}, which came in ${batches} batches`
      : undefined,
)

/** A rush of senders who resemble each other takes few places, whether it comes now or late, in a backlog. */
export const rush = [fewInWindow, fewLate]
