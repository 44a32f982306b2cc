import { type Counters, periodsOf } from '../../../shared/rules/budget.ts'
import { hourOf, monthOf } from '../../../shared/rules/calendar.ts'
import type { BudgetLimits } from '../../../shared/rules/config.ts'
import { logEvents, metricNames } from '../../../shared/rules/telemetry.ts'
import { day, hour, minute } from '../../../shared/rules/timing.ts'
import { courses } from '../faults.ts'
import { type CallOf, callsOf, type Delivery, type Invocation } from '../history.ts'
import { invariant } from './invariant.ts'
import type { Ledger } from './ledger.ts'
import { toleranceMs } from './room.ts'

/** A booking that counts in a window, as bookings for new and returning senders do. */
type InWindow = { readonly at: number; readonly call: Book; readonly window: string }

type Book = CallOf<'budgets.book'>

const bookedInWindows = ({ history }: Ledger): readonly InWindow[] =>
  callsOf(history.calls, 'budgets.book').flatMap((call) => {
    const [budget, hourStart, , { window }] = call.args
    if (window === undefined) return []
    const name = `${budget} ${monthOf(hourStart)} ${window.row} ${window.number}`
    return call.effects.flatMap(({ at, answer }) => (answer.booked ? [{ at, call, window: name }] : []))
  })

export const fewInWindow = invariant(
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

export const inOpenWindow = invariant(
  'rush: open',
  'A booking counts in the time window that is open by its process’s clock; a window is as long as three bookings take at twice the hourly limit for new senders, and at half of it for returning senders.',
  bookedInWindows,
  ({ call: { args, invocation, calledAt } }, { history }) => {
    const [budget, , , { window }] = args
    const perHour = (history.config.budgets[budget]?.hour ?? 0) * (window?.row === 'returning' ? 1 / 2 : 2)
    const numberAt = (ms: number) => Math.floor((ms + invocation.skewMs) / ((3 * hour) / perHour))
    const [first, last] = [numberAt(invocation.startedAt - toleranceMs), numberAt(calledAt + toleranceMs)]
    return window !== undefined && window.number >= first && window.number <= last
      ? undefined
      : `a booking counts in time window ${window?.number}, but windows ${first} to ${last} were open`
  },
)

export const windowIsKept = invariant(
  'rush: kept',
  'The counter of a time window is removed only when the window is over by the slowest clock, two seconds behind that of the process.',
  ({ history }) => callsOf(history.calls, 'budgets.book').map((call) => ({ at: call.calledAt, call })),
  ({ call: { args, calledAt, invocation } }, { history }) => {
    const [budget, , , , past] = args
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

/** A booking for a text that was held up, as the log of receive-sms tells, in an hour that was not at hand. */
const lentToHeldUp = ({ history }: Ledger) =>
  history.invocations.flatMap(({ functionName, logs, process, skewMs }) =>
    logs.flatMap(({ at, event, fields }) => {
      const text = history.texts.find(({ inboundId }) => inboundId === fields['inboundId'])
      if (functionName !== 'receive-sms' || event !== logEvents.replyBooked || text === undefined) return []
      const sentAt = Math.min(text.sentAt, text.toldAt, text.receivedAt ?? text.toldAt)
      const now = at + skewMs
      // Near the end of an hour, with as many turns as half an hour has, the next one is at hand.
      const atHandUntil = hourOf(now + history.config.replyDelayMs.max + toleranceMs + 31 * minute)
      const isHeldUp = now - sentAt > 10 * minute + toleranceMs
      const isLent = hourOf(Date.parse(String(fields['dueAt']))) > atHandUntil
      const perHour = history.config.budgets[text.to]?.hour ?? 1
      const window = `${process} ${text.to} ${Math.floor(sentAt / ((3 * hour) / (2 * perHour)))}`
      return isHeldUp && isLent && cameOnce(history.invocations)(text) ? [{ at, window }] : []
    }),
  )

export const fewHeldUp = invariant(
  'backlog: few',
  'Of the texts that were held up, were sent in the same window (as long as three bookings take at twice the hourly limit) and came once, a process lends a later hour to at most two.',
  (ledger) => [...Map.groupBy(lentToHeldUp(ledger), ({ window }) => window).values()].map(nthOf),
  ({ count, window }) => (count > 2 ? `${count} later hours were lent to texts of ${window}` : undefined),
)

export const heldUpTakesNoPlace = invariant(
  'backlog: aside',
  'A batch that holds only texts that were held up takes no place in a time window.',
  ({ history }) =>
    history.invocations.flatMap((invocation) => {
      const texts = history.texts.filter(({ inboundId }) =>
        invocation.messages.some((message) => message.inboundId === inboundId),
      )
      const areHeldUp = texts.every(
        ({ sentAt, toldAt, receivedAt = 0 }) =>
          invocation.startedAt + invocation.skewMs - Math.max(sentAt, toldAt, receivedAt) > 10 * minute + toleranceMs,
      )
      return invocation.functionName === 'receive-sms' && texts.length > 0 && areHeldUp
        ? [{ at: invocation.startedAt, invocation }]
        : []
    }),
  ({ invocation }) =>
    callsOf(invocation.calls, 'budgets.book').some(({ args }) => args[3].window !== undefined)
      ? 'a text that was held up took a place in a time window'
      : undefined,
)

export const siegeRings = invariant(
  'siege: alarm',
  'An invocation of receive-sms counts a siege if it learns that it has booked half of an hour or of a day, two parts at least; and if it finishes its batch, a siege begins only then, or with a text that is silenced because of the rule.',
  ({ history }) =>
    history.invocations.flatMap((invocation) =>
      invocation.functionName === 'receive-sms' && invocation.end?.kind === 'answered'
        ? [{ at: invocation.startedAt, invocation }]
        : [],
    ),
  ({ invocation: { calls, counts, end, logs, messages } }, { history: { config } }) => {
    const isHalf = (booked = 0, limit = 0) => booked >= 2 && booked >= limit / 2
    const besieged = callsOf(calls, 'budgets.book').filter(({ args: [budget, hourStart], effects, fault, endedAt }) => {
      const { booked, counters } = effects.at(-1)?.answer ?? { booked: false, counters: {} }
      const learnt = courses[fault].end === 'answer' && endedAt !== undefined
      const limits = config.budgets[budget]
      const { day, hour } = periodsOf(hourStart)
      return learnt && booked && (isHalf(counters[hour], limits?.hour) || isHalf(counters[day], limits?.day))
    })
    const held = logs.some(
      ({ event, fields }) => event === logEvents.textsSilenced && Object.hasOwn(Object(fields['silenced']), 'siege'),
    )
    if (besieged.length > 0 && !counts.get(metricNames.siege))
      return 'half of an hour or a day was booked, and no siege was counted'
    const isDone = end?.kind === 'answered' && messages.every(({ messageId }) => end.done.includes(messageId))
    return logs.some(({ event }) => event === logEvents.siegeEntered) && isDone && besieged.length === 0 && !held
      ? 'a siege began although less than half of the hour and of the day was booked, and no text was held back'
      : undefined
  },
)

export const onceInWindow = invariant(
  'rush: once',
  'An invocation books no more places in time windows than it makes reservations, so a redelivered text takes no second place.',
  ({ history }) => history.invocations.map((invocation) => ({ at: invocation.startedAt, invocation })),
  ({ invocation }, { reservations }) => {
    // If the SDK repeats a request, the process gets only the last answer.
    const places = callsOf(invocation.calls, 'budgets.book').filter(
      ({ args, effects }) => args[3].window !== undefined && effects.at(-1)?.answer.booked,
    ).length
    const reserved = reservations.filter(({ madeBy }) => madeBy === invocation).length
    return places > reserved ? `${places} places in time windows for ${reserved} reservations` : undefined
  },
)

/** Bookings by receive-sms for texts that were delivered only once. Redelivered texts may use the whole budget. */
const bookedOnce = ({ history: { invocations } }: Ledger) =>
  invocations
    .filter(({ functionName, messages }) => functionName === 'receive-sms' && messages.every(cameOnce(invocations)))
    .flatMap(({ calls }) => callsOf(calls, 'budgets.book'))
    .map((call) => ({ at: call.calledAt, call }))

const cameOnce =
  (invocations: readonly Invocation[]) =>
  ({ inboundId }: Pick<Delivery, 'inboundId'>): boolean =>
    invocations
      .flatMap(({ functionName, messages }) => (functionName === 'receive-sms' ? messages : []))
      .filter((message) => message.inboundId === inboundId).length === 1

export const fewLent = invariant(
  'siege: lent',
  'If no text of its batch is delivered twice, receive-sms books an hour that begins two or more hours after the one in which the longest delay ends under a quota of at most three quarters of a 24th of the daily limit, rounded up.',
  bookedOnce,
  ({ call: { args, calledAt, invocation } }, { history: { config } }) => {
    const [budget, hourStart, , quota] = args
    const { day: perDay = 0 } = config.budgets[budget] ?? {}
    const atHandUntil = hourOf(calledAt + invocation.skewMs + config.replyDelayMs.max + toleranceMs) + hour
    const most = Math.ceil((3 / 4) * (perDay / 24))
    return hourStart > atHandUntil && quota.hour > most
      ? `a later hour was booked under a quota of ${quota.hour} parts, but at most ${most} are allowed`
      : undefined
  },
)

/**
 * The counters of a month that a process may have known when it booked: those that its last booking returned or, before its first booking,
 * those that it had read; and any that arrived at the same moment.
 */
const knownBefore = ({ history: { calls } }: Ledger, { args: [budget, hourStart], invocation, calledAt }: Book) => {
  const month = monthOf(hourStart)
  const isOwn = (name: string, of: string, by: Invocation) =>
    name === budget && of === month && by.process === invocation.process
  // A process learns nothing from a request whose answer was lost.
  const told = calls.filter(({ fault }) => courses[fault].end === 'answer')
  const read = callsOf(told, 'budgets.read').flatMap(({ args: [name, of], effects, endedAt, invocation: by }) =>
    isOwn(name, of, by) ? effects.slice(-1).map(({ answer }) => ({ endedAt, counters: answer })) : [],
  )
  const booked = callsOf(told, 'budgets.book').flatMap(({ args: [name, start], effects, endedAt, invocation: by }) =>
    isOwn(name, monthOf(start), by)
      ? effects.slice(-1).map(({ answer }) => ({ endedAt, counters: answer.counters }))
      : [],
  )
  const isBefore = ({ endedAt = Number.POSITIVE_INFINITY }) => endedAt < calledAt
  const lastBooked = booked
    .filter(isBefore)
    .toSorted((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0))
    .slice(-1)
  const before = lastBooked.length > 0 ? lastBooked : read.filter(isBefore)
  const now = [...read, ...booked].filter(({ endedAt }) => endedAt === calledAt)
  return [...(before.length > 0 ? before : [undefined]), ...now].map((known) => known?.counters ?? {})
}

export const monthIsRationed = invariant(
  'month: rationed',
  'If no text of its batch is delivered twice, receive-sms books under the whole daily limit; once its process knows that half of the month is booked, ahead of the calendar, it books under an even share, for each day left, of what the other days leave of the monthly limit, if that is less.',
  bookedOnce,
  ({ call }, ledger) => {
    const [budget, hourStart, , quota] = call.args
    const limits = ledger.history.config.budgets[budget]
    if (limits === undefined) return `there is no budget ${budget}`
    const shares = knownBefore(ledger, call).map((known) => dayShare(limits, hourStart, known))
    return shares.includes(quota.day)
      ? undefined
      : `a day was booked under a quota of ${quota.day} parts, but its share is ${shares.join(' or ')}`
  },
)

const dayShare = ({ day: perDay, month }: BudgetLimits, hourStart: number, known: Counters): number => {
  const date = new Date(hourStart)
  const [year, inYear] = [date.getUTCFullYear(), date.getUTCMonth()]
  const days = (Date.UTC(year, inYear + 1) - Date.UTC(year, inYear)) / day
  const booked = known['month'] ?? 0
  const isAhead = booked / month > (hourStart - Date.UTC(year, inYear)) / (days * day)
  if (booked < month / 2 || !isAhead) return perDay
  const today = known[`d${String(date.getUTCDate()).padStart(2, '0')}`] ?? 0
  return Math.min(perDay, Math.ceil((month - booked + today) / (days - date.getUTCDate() + 1)))
}
