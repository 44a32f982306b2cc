import { hourOf } from '../../shared/rules/calendar.ts'
import { callsOf } from '../simulation/history.ts'
import { nameOf } from '../simulation/schedule.ts'
import { invariant } from './invariant.ts'
import { hasAnswer, type Ledger, recordAt, type SavedReply } from './ledger.ts'

const queuedAsSaved = invariant(
  'I4 queued',
  'A reply is queued only while the record of its sender promises it for just that due time.',
  ({ history }) => callsOf(history.calls, 'replies.put').map((call) => ({ at: call.calledAt, call })),
  ({ at, call }, { saves }) => {
    const [reply] = call.args
    return recordAt(saves, nameOf(reply.senderKey), at).replies.get(reply.inboundId)?.dueAt === reply.dueAt
      ? undefined
      : `the reply to ${reply.inboundId} was queued for a time that the record does not promise`
  },
)

const budgetOfText = ({ inboundId }: SavedReply, { history }: Ledger): string | undefined =>
  history.texts.find((text) => text.inboundId === inboundId)?.to

const paid = invariant(
  'I4 ticket',
  'A reply is saved only by a process that has booked a part for it, in the budget of its line and the hour of its due time, and has had the answer; each such part pays for one reply.',
  ({ savedReplies }) => savedReplies,
  (saved, ledger) => {
    const { inboundId, madeBy, dueAt, at } = saved
    const budget = budgetOfText(saved, ledger)
    const paidFor = ledger.savedReplies.filter(
      (other) =>
        other.at <= at &&
        other.madeBy.process === madeBy.process &&
        hourOf(other.dueAt) === hourOf(dueAt) &&
        budgetOfText(other, ledger) === budget,
    )
    const parts = ledger.bookings.filter(
      (booking) =>
        booking.isKnown &&
        booking.at <= at &&
        booking.invocation.process === madeBy.process &&
        booking.budget === budget &&
        booking.hourStart === hourOf(dueAt),
    )
    return paidFor.length > parts.length ? `the reply to ${inboundId} was saved without a part of its own` : undefined
  },
)

/** Tickets that may be lost: a save with a conflict or no answer, a booking without one, a process that died. */
export const lostTickets = ({ history }: Ledger): number => {
  const bookings = callsOf(history.calls, 'budgets.book')
  const saves = callsOf(history.calls, 'senders.save')
  const conflicts = saves.filter(({ effects }) => effects.some(({ answer }) => answer === 'conflict'))
  const unanswered = [...saves, ...bookings].filter(({ fault, endedAt }) => endedAt === undefined || !hasAnswer(fault))
  const died = history.invocations.filter(({ end }) => end?.kind === 'died')
  return conflicts.length + unanswered.length + died.length
}

/** A reply is paid before it is promised, and promised before it is queued. */
export const bookings = [queuedAsSaved, paid]
