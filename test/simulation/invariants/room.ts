import { hourOf } from '../../../shared/rules/calendar.ts'
import { day, hour } from '../../../shared/rules/timing.ts'
import type { Decision } from './decisions.ts'
import type { Ledger } from './ledger.ts'
import type { Reservation } from './saves.ts'

/** A process may have read what was true a second before, and clocks differ by two seconds. */
export const toleranceMs = 3000

/** Whether an hour was free all the while, of those that any reply to this text could be booked into. */
export const hasRoom = (decision: Decision, ledger: Ledger): boolean => {
  const { budget, partsIn } = bookedOf(decision, ledger)
  return laterHours(decision, ledger).some(
    (start) => partsIn(start, 13) < budget.hour && partsIn(start, 10) < budget.day && partsIn(start, 7) < budget.month,
  )
}

/** Whether half of an hour that the reply could be wanted in was booked, or half of its day, or all of its month. */
export const isBesieged = (decision: Decision, ledger: Ledger): boolean => {
  const { budget, partsIn } = bookedOf(decision, ledger)
  const { replyDelayMs } = ledger.history.config
  const first = hourOf(decision.invocation.startedAt + replyDelayMs.min - toleranceMs)
  const last = hourOf(decision.at + replyDelayMs.max + toleranceMs) + hour
  return hoursFrom(first, last + 1).some(
    (start) =>
      partsIn(start, 13) >= budget.hour / 2 ||
      partsIn(start, 10) >= budget.day / 2 ||
      partsIn(start, 7) >= budget.month,
  )
}

/** Whether nobody had booked some later hour, of a day with room and a month not half booked: there C, who looks like nobody until he is answered, is booked. */
export const hasEmptyHour = (decision: Decision, ledger: Ledger): boolean => {
  const { text, at } = decision
  const own = ({ inboundId, takenBackAt }: Reservation) => inboundId === text.inboundId && takenBackAt <= at
  const isAnswered = ledger.reservations.some((reservation) => reservation.sender === 'C' && !own(reservation))
  if (text.sender !== 'C' || isAnswered) return false
  const { budget, partsIn } = bookedOf(decision, ledger)
  return laterHours(decision, ledger).some(
    (start) => partsIn(start, 13) === 0 && partsIn(start, 10) < budget.day && partsIn(start, 7) < budget.month / 2,
  )
}

/** The hours after the one that a reply to this text is wanted in, whatever the delay was, until a day after or, whole, until its carrier refuses it. */
const laterHours = ({ at, invocation, text }: Decision, { history: { config } }: Ledger): readonly number[] => {
  const first = hourOf(at + config.replyDelayMs.max + toleranceMs) + hour
  const dayAfter = invocation.startedAt + config.replyDelayMs.min + day - toleranceMs
  return hoursFrom(first, text.answerBy === undefined ? dayAfter : Math.min(dayAfter, hourOf(text.answerBy)))
}

/** Whether half of the month of an hour that a reply to this text could be booked into was booked, ahead of the calendar. */
export const isMonthAhead = (decision: Decision, ledger: Ledger): boolean => {
  const { budget, partsIn } = bookedOf(decision, ledger)
  const first = hourOf(decision.invocation.startedAt + ledger.history.config.replyDelayMs.min - toleranceMs)
  return [first, ...laterHours(decision, ledger)].some((start) => {
    const booked = partsIn(start, 7) / budget.month
    return booked >= 1 / 2 && booked > elapsedOfMonth(start)
  })
}

const elapsedOfMonth = (ms: number): number => {
  const date = new Date(ms)
  const [start, end] = [0, 1].map((months) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months))
  return start === undefined || end === undefined ? 0 : (ms - start) / (end - start)
}

const hoursFrom = (first: number, end: number): readonly number[] =>
  Array.from({ length: Math.max(0, Math.ceil((end - first) / hour)) }, (_, i) => first + i * hour)

/** The budget of the text's line, and its parts booked into the hour (13 characters of its ISO name), day (10) or month (7) of a moment. */
const bookedOf = ({ at, text }: Decision, { bookings, history }: Ledger) => {
  const booked = bookings
    .filter((booking) => booking.budget === text.to && booking.at <= at)
    .map(({ hourStart }) => new Date(hourStart).toISOString())
  const partsIn = (ms: number, length: number): number => {
    const name = new Date(ms).toISOString().slice(0, length)
    return booked.filter((start) => start.startsWith(name)).length
  }
  const budget = history.config.budgets[text.to]
  if (budget === undefined) throw new Error(`The ${text.to} line has no budget`)
  return { budget, partsIn }
}
