import { hourOf } from '../../shared/rules/calendar.ts'
import { type AnyCall, callsOf } from '../simulation/history.ts'
import { invariant } from './invariant.ts'
import { hasAnswer, type Ledger, type SavedReply } from './ledger.ts'

const queuedAsSaved = invariant(
  'I4 queued',
  'A reply is queued only after the record of its sender has promised it for just that due time.',
  ({ history }) => callsOf(history.calls, 'replies.put').map((call) => ({ at: call.calledAt, call })),
  ({ at, call }, { savedReplies }) => {
    const [{ inboundId, dueAt }] = call.args
    return savedReplies.some((saved) => saved.at <= at && saved.inboundId === inboundId && saved.dueAt === dueAt)
      ? undefined
      : `the reply to ${inboundId} was queued for a time that the record has not promised`
  },
)

const budgetOfText = ({ inboundId }: SavedReply, { history }: Ledger): string | undefined =>
  history.texts.find((text) => text.inboundId === inboundId)?.to

const paid = invariant(
  'I4 ticket',
  'A reply is saved only by a process that has booked it, in the budget of its line and the hour of its due time, and has had the answer; each booking pays for one reply.',
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
    const booked = ledger.bookings.filter(
      (booking) =>
        booking.isKnown &&
        booking.at <= at &&
        booking.invocation.process === madeBy.process &&
        booking.budget === budget &&
        booking.hourStart === hourOf(dueAt),
    )
    return paidFor.length > booked.length ? `the reply to ${inboundId} was saved without its own booking` : undefined
  },
)

const bookingCalls = ({ history }: Ledger) =>
  callsOf(history.calls, 'budgets.book').map((call) => ({ at: call.calledAt, call }))

/** Saves that ended before a time. */
const endedSaves = (calls: readonly AnyCall[], before: number) =>
  callsOf(calls, 'senders.save').filter(({ endedAt }) => endedAt !== undefined && endedAt <= before)

const provenAgain = invariant(
  'tickets: again',
  'Of texts that all come again, and have not waited, receive-sms books one only after a save of a record got an answer in that invocation.',
  bookingCalls,
  ({ at, call: { invocation } }, { saves }) => {
    const { messages, calls } = invocation
    const come = messages.every(({ receives }) => receives > 1)
    const haveWaited = messages.some(({ inboundId }) =>
      saves.some(({ after, at: savedAt }) => savedAt < at && after.waiting?.inboundId === inboundId),
    )
    const isProven = callsOf(calls, 'senders.save').some(
      ({ fault, endedAt = Infinity }) => endedAt <= at && hasAnswer(fault),
    )
    return come && !haveWaited && !isProven
      ? `${messages.map(({ inboundId }) => inboundId).join()} came again, and was booked before a save was answered`
      : undefined
  },
)

const provenAfterFailure = invariant(
  'tickets: failed save',
  'A process books nothing after a save of a record that got no answer, until a later one gets one.',
  bookingCalls,
  ({ at, call: { invocation } }, { history }) => {
    const ofProcess = history.calls.filter((call) => call.invocation.process === invocation.process)
    const last = endedSaves(ofProcess, at)
      .toSorted((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0))
      .at(-1)
    return last === undefined || hasAnswer(last.fault) ? undefined : 'a text was booked after a save that failed'
  },
)

/** A reply is paid before it is promised, and promised before it is queued. Few are booked for nothing. */
export const bookings = [queuedAsSaved, paid, provenAgain, provenAfterFailure]
