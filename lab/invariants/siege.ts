import { periodsOf } from '../../shared/rules/budget.ts'
import { hourOf } from '../../shared/rules/calendar.ts'
import { logEvents, metricNames } from '../../shared/rules/telemetry.ts'
import { day, hour } from '../../shared/rules/timing.ts'
import { courses } from '../simulation/courses.ts'
import { callsOf } from '../simulation/history.ts'
import { lostTickets } from './bookings.ts'
import { toleranceMs } from './budget.ts'
import { invariant } from './invariant.ts'
import type { Ledger } from './ledger.ts'
import { cameOnce } from './rush.ts'

const siegeRings = invariant(
  'siege: alarm',
  'In a run without spare tickets, an invocation of receive-sms counts a siege if it learns that it has booked half of an hour or of a day, two parts at least; and if it finishes its batch, a siege begins only then, or with a text that is silenced because of the rule.',
  (ledger) =>
    ledger.history.invocations.flatMap((invocation) =>
      invocation.functionName === 'receive-sms' &&
      invocation.end?.kind === 'answered' &&
      // Otherwise a ticket may be spare, and counts when another text uses it.
      lostTickets(ledger) === 0
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
      ? 'a siege began although less than half of the hour and of the day was booked, and no text was turned away'
      : undefined
  },
)

/** In runs without spare tickets, whose room counts as free: the bookings for texts that came once. */
const bookedOnce = (ledger: Ledger) => {
  const { invocations } = ledger.history
  if (lostTickets(ledger) > 0) return []
  return invocations
    .filter(({ functionName, messages }) => functionName === 'receive-sms' && messages.every(cameOnce(invocations)))
    .flatMap(({ calls }) => callsOf(calls, 'budgets.book'))
    .map((call) => ({ at: call.calledAt, call }))
}

const fewLent = invariant(
  'siege: lent',
  'If no text of its batch is delivered twice, receive-sms books an hour that begins two or more hours after the one in which the longest delay ends under a quota of at most three quarters of a 24th of the daily limit or, today, of an even share for each hour left, rounded up.',
  bookedOnce,
  ({ call: { args, calledAt, invocation } }, { history: { config } }) => {
    const [budget, hourStart, quota] = args
    const { day: perDay = 0 } = config.budgets[budget] ?? {}
    const atHandUntil = hourOf(calledAt + invocation.skewMs + config.replyDelayMs.max + toleranceMs) + hour
    const now = calledAt + invocation.skewMs - toleranceMs
    const isToday = hourStart - (hourStart % day) === now - (now % day)
    // An hour may end between the decision and the request.
    const hoursLeft = isToday ? Math.max(1, 23 - Math.floor((now % day) / hour)) : 24
    const most = Math.ceil((3 / 4) * (perDay / hoursLeft))
    return hourStart > atHandUntil && quota.hour > most
      ? `a later hour was booked under a quota of ${quota.hour} parts, but at most ${most} are allowed`
      : undefined
  },
)

/** A siege rings an alarm, and leaves room for the hours after it. */
export const siege = [fewLent, siegeRings]
