import { periodsOf } from '../../shared/rules/budget.ts'
import { logEvents, metricNames } from '../../shared/rules/telemetry.ts'
import { courses } from '../simulation/courses.ts'
import { callsOf } from '../simulation/history.ts'
import { lostTickets } from './bookings.ts'
import { invariant } from './invariant.ts'

const siegeRings = invariant(
  'siege: alarm',
  'In a run without spare tickets, an invocation of receive-sms counts a siege if it learns that it has booked half of an hour or of a day, two replies at least; and if it finishes its batch, a siege begins only then, or with a text that is silenced because of the rule.',
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

/** A siege rings an alarm. */
export const siege = [siegeRings]
