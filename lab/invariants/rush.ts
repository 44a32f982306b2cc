import { hourOf, monthOf } from '../../shared/rules/calendar.ts'
import type { BudgetLimits } from '../../shared/rules/config.ts'
import { logEvents } from '../../shared/rules/telemetry.ts'
import { hour, minute } from '../../shared/rules/timing.ts'
import { type CallOf, callsOf, type Delivery, type Invocation } from '../simulation/history.ts'
import { toleranceMs } from './budget.ts'
import { type Invariant, invariant } from './invariant.ts'
import type { Ledger } from './ledger.ts'

/** A booking that counts in a window, as bookings for new and returning senders do. */
type InWindow = { readonly at: number; readonly call: Book; readonly window: string }

type Book = CallOf<'budgets.book'>

const bookedInWindows = ({ history }: Ledger): readonly InWindow[] =>
  callsOf(history.calls, 'budgets.book').flatMap((call) => {
    const [budget, hourStart, { window }] = call.args
    if (window === undefined) return []
    const name = `${budget} ${monthOf(hourStart)} ${window.row} ${window.number}`
    return call.effects.flatMap(({ at, answer }) => (answer.booked ? [{ at, call, window: name }] : []))
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

const inOpenWindow = invariant(
  'rush: open',
  'A booking counts in the time window that is open by its process’s clock; a window is as long as three bookings take at twice the hourly limit for new senders, and at half of it for returning senders.',
  bookedInWindows,
  ({ call: { args, invocation, calledAt } }, { history }) => {
    const [budget, , { window }] = args
    const perHour = (history.config.budgets[budget]?.hour ?? 0) * (window?.row === 'returning' ? 1 / 2 : 2)
    const numberAt = (ms: number) => Math.floor((ms + invocation.skewMs) / ((3 * hour) / perHour))
    const [first, last] = [numberAt(invocation.startedAt - toleranceMs), numberAt(calledAt + toleranceMs)]
    return window !== undefined && window.number >= first && window.number <= last
      ? undefined
      : `a booking counts in time window ${window?.number}, but windows ${first} to ${last} were open`
  },
)

const windowIsKept = invariant(
  'rush: kept',
  'The counter of a time window is removed only when the window is over by the slowest clock, two seconds behind that of the process.',
  ({ history }) => callsOf(history.calls, 'budgets.book').map((call) => ({ at: call.calledAt, call })),
  ({ call: { args, calledAt, invocation } }, { history }) => {
    const [budget, , , past] = args
    const early = past.find(
      (period) => endOf(period, history.config.budgets[budget]) > calledAt + invocation.skewMs - 2000,
    )
    return early === undefined ? undefined : `the counter of ${early} was removed while a slow process may use it`
  },
)

/** When a time window ends. Other periods are not windows, so they count as over. */
const endOf = (period: string, limits: BudgetLimits | undefined): number => {
  const [, row, number] = /^(new|returning)(\d+)$/.exec(period) ?? []
  const perHour = (limits?.hour ?? 0) * (row === 'returning' ? 1 / 2 : 2)
  return row === undefined ? 0 : (Number(number) + 1) * ((3 * hour) / perHour)
}

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
  'Of the late texts, were sent in the same window (as long as three bookings take at twice the hourly limit) and came once, a process lends a later hour to at most two, or to at most five that came in one batch.',
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

const lateTakesNoPlace = invariant(
  'backlog: aside',
  'A batch that holds only late texts takes no place in a time window.',
  ({ history }) =>
    history.invocations.flatMap((invocation) => {
      const texts = history.texts.filter(({ inboundId }) =>
        invocation.messages.some((message) => message.inboundId === inboundId),
      )
      const areLate = texts.every(
        ({ sentAt, queuedAt, receivedAt = 0 }) =>
          invocation.startedAt + invocation.skewMs - Math.max(sentAt, queuedAt, receivedAt) > 10 * minute + toleranceMs,
      )
      return invocation.functionName === 'receive-sms' && texts.length > 0 && areLate
        ? [{ at: invocation.startedAt, invocation }]
        : []
    }),
  ({ invocation }) =>
    callsOf(invocation.calls, 'budgets.book').some(({ args }) => args[2].window !== undefined)
      ? 'a late text took a place in a time window'
      : undefined,
)

/** A rush of senders who resemble each other takes few places, whether it comes now or late, in a backlog. */
export const rush: readonly Invariant[] = [fewInWindow, inOpenWindow, windowIsKept, fewLate, lateTakesNoPlace]
