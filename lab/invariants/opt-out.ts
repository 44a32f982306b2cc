import { day, minute } from '../../shared/rules/timing.ts'
import { nameOf } from '../simulation/schedule.ts'
import { invariant } from './invariant.ts'
import { followsReply, isWish, onRecord, removedBy } from './ledger.ts'

/** A year, and a day in which a blocked sender's further STOPs change nothing. */
const optOutMs = 366 * day

const stopIsHonoured = invariant(
  'opt-out: sent',
  'An invocation sends no reply to a sender who is opted out from its start until it submits the reply.',
  ({ publishes }) => publishes,
  ({ inboundId, reply, call: { invocation, calledAt } }, { saves }) =>
    onRecord(saves, nameOf(reply.senderKey), invocation.startedAt, calledAt).every(
      ({ optedOutUntil }) => optedOutUntil > invocation.startedAt + invocation.skewMs,
    )
      ? `the reply to ${inboundId} was sent, though its sender was opted out`
      : undefined,
)

const stopHoldsForAYear = invariant(
  'opt-out: year',
  'No reply is sent for a text that comes more than a minute and less than a year after a STOP of its sender was decided, unless the sender has texted START.',
  ({ publishes }) => publishes,
  ({ inboundId, reply }, { decisions, history: { texts } }) => {
    const text = texts.find((one) => one.inboundId === inboundId)
    const answered = nameOf(reply.senderKey)
    if (text === undefined || texts.some(({ sender, words }) => sender === answered && words === 'START'))
      return undefined
    const stopped = decisions.some(
      ({ text: { sender, words, queuedAt }, at }) =>
        sender === answered &&
        words === 'STOP' &&
        at < text.queuedAt - minute &&
        text.queuedAt < queuedAt + optOutMs - day,
    )
    return stopped ? `the text ${inboundId} was answered, though its sender had texted STOP` : undefined
  },
)

const stopIsAnOptOut = invariant(
  'opt-out: decided',
  'A STOP from a mobile number is always decided as an opt-out, however late it arrives, unless its line or country was removed.',
  ({ decisions }) => decisions.filter(({ text }) => text.words === 'STOP' && text.sender !== 'D'),
  ({ text, verdict, invocation }, { history }) =>
    verdict === 'opted-out' || removedBy(history, text.inboundId, invocation.startedAt) !== undefined
      ? undefined
      : `the STOP ${text.inboundId} was decided as ${verdict}`,
)

const wishIsAnOptOut = invariant(
  'opt-out: wish',
  'A wish for silence in other words than a carrier’s, from somebody to whom a reply was due that is still remembered, is never taken for a text like any other.',
  ({ decisions }) => decisions.filter(({ text }) => isWish(text)),
  ({ text, verdict, at }, ledger) =>
    (verdict === 'reply' || verdict === 'answered-recently') && followsReply(ledger, text, text.queuedAt, at)
      ? `the wish ${text.inboundId} was decided as ${verdict}`
      : undefined,
)

const onlyStartEndsIt = invariant(
  'opt-out: ended',
  'An opt-out ends early only through a START from its sender that reached us no earlier than the last STOP.',
  ({ saves }) =>
    saves.filter(
      ({ before, after, at, invocation }) =>
        after.optedOutUntil < before.optedOutUntil && before.optedOutUntil > at + invocation.skewMs,
    ),
  ({ sender, before, invocation }, { history: { texts } }) =>
    texts.some(
      (text) =>
        text.sender === sender &&
        text.words === 'START' &&
        text.queuedAt >= before.optedOutUntil - optOutMs &&
        invocation.messages.some(({ inboundId }) => inboundId === text.inboundId),
    )
      ? undefined
      : `the opt-out of ${sender} was ended without a START`,
)

/** STOP holds for a year, and only START ends it. */
export const optOut = [stopIsHonoured, stopHoldsForAYear, stopIsAnOptOut, wishIsAnOptOut, onlyStartEndsIt]
