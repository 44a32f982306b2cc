import { silencedBecause, silentReasons } from '../../shared/rules/telemetry.ts'
import { expireAfterMs, minute, staleAfterMs } from '../../shared/rules/timing.ts'
import { callsOf, type History, type Invocation } from '../simulation/history.ts'
import type { SenderName } from '../simulation/schedule.ts'
import { invariant } from './invariant.ts'
import { type DecidedText, isWish, type Ledger, removedBy, type SavedReply } from './ledger.ts'

const onlyOwedReplies = invariant(
  'I5 owed',
  'receive-sms books a reply only to a mobile number, and only if, when the invocation begins, the text is not stale and no deployment has removed its line or country.',
  ({ decisions }) => decisions.filter(({ verdict }) => verdict === 'reply'),
  ({ text, invocation: { startedAt, skewMs } }, { history }) => {
    if (text.sender === 'D') return `a reply was booked for ${text.inboundId}, which did not come from a mobile number`
    if (removedBy(history, text.inboundId, startedAt))
      return `a reply was booked for ${text.inboundId}, whose line or country was removed`
    return startedAt + skewMs - text.sentAt > staleAfterMs
      ? `a reply was booked for ${text.inboundId}, which was stale`
      : undefined
  },
)

const answeredWithoutFaults = invariant(
  'I5',
  'Without faults, a booked reply is sent at most a minute after its due time, or ten if its carrier has a rate, unless its sender texts STOP, or another delivery of its text is silenced as over-budget or stale.',
  (ledger) => (isFaultless(ledger) ? ledger.decisions.filter((decision) => isOwed(decision, ledger)) : []),
  ({ text }, ledger) => {
    const { publishes, history } = ledger
    const publish = publishes.find(({ inboundId }) => inboundId === text.inboundId)
    if (publish === undefined)
      return hasStopped(history, text.sender) ? undefined : `the booked reply to ${text.inboundId} was not sent`
    const due = callsOf(history.calls, 'replies.put').flatMap(({ args: [{ inboundId, dueAt }] }) =>
      inboundId === text.inboundId ? [dueAt] : [],
    )
    return publish.at > Math.min(...due) + promptMs(history)
      ? `the reply to ${text.inboundId} was sent too long after its due time`
      : undefined
  },
)

const isOwed = ({ text, verdict }: DecidedText, { decisions }: Ledger): boolean =>
  verdict === 'reply' &&
  !decisions.some((other) => other.text === text && ['over-budget', 'stale'].includes(other.verdict))

const hasStopped = ({ texts }: History, sender: SenderName): boolean =>
  texts.some((text) => text.sender === sender && isWish(text))

/** Replies wait for their turns. At a rate, processes that begin at the same moment are throttled at first. */
const promptMs = ({ schedule }: History): number => (schedule.config.sendIntervalMs === 0 ? minute : 10 * minute)

/** Whether nothing failed or was delivered twice. */
export const isFaultless = ({ history: { schedule } }: Ledger): boolean =>
  schedule.carrierIntervalMs <= schedule.config.sendIntervalMs &&
  [schedule.faults, schedule.pauses, schedule.outages, schedule.deliveredTwice, schedule.removals].every(
    ({ length }) => length === 0,
  )

/** Whoever is owed a reply gets one in time if nothing fails, and nobody else does. */
export const answers = [onlyOwedReplies, answeredWithoutFaults]

const comesToRest = invariant(
  'rest',
  'When all faults are over, both queues become empty.',
  ({ history }) => [{ at: history.invocations.at(-1)?.startedAt ?? 0 }],
  (_, { history }) => (history.neverEnded ? 'the same messages are redelivered without end' : undefined),
)

const everyReplyEnds = invariant(
  'I7 end',
  'When all faults are over, every promised reply has an outcome (sent, failed, uncertain, cancelled or expired), unless SQS gave up its text or reply as a dead letter, another invocation had already acknowledged the text, its line or country was removed before the text was redelivered, or a STOP took the promise back before the reply was queued.',
  ({ savedReplies }) => savedReplies,
  (saved, ledger) =>
    ledger.history.claims.get(saved.inboundId)?.outcome !== undefined ||
    [wasGone, wasRemoved].some((was) => was(ledger.history, saved)) ||
    wasTakenBack(ledger, saved)
      ? undefined
      : `the reply to ${saved.inboundId} has no outcome`,
)

/** Whether a redelivery was silenced for its line or country, so that nobody could queue the reply again. */
const wasRemoved = (history: History, { inboundId }: SavedReply): boolean =>
  history.invocations.some(
    ({ functionName, messages, startedAt }) =>
      functionName === 'receive-sms' &&
      messages.some((message) => message.inboundId === inboundId) &&
      removedBy(history, inboundId, startedAt) !== undefined,
  )

/** A STOP took the promise back before the reply could be queued. */
const wasTakenBack = ({ history, saves }: Ledger, { inboundId }: SavedReply): boolean =>
  saves.some(
    ({ at, before, after }) =>
      before.replies.has(inboundId) && !after.replies.has(inboundId) && after.optedOutUntil > at,
  ) &&
  callsOf(history.calls, 'replies.put').every(
    ({ args: [reply], effects }) => reply.inboundId !== inboundId || effects.length === 0,
  )

/** SQS gave the text up, or another process got it too, and decided on silence before this one saved its reply. */
export const wasGone = (history: History, { inboundId, at, madeBy }: SavedReply): boolean =>
  history.deadLetters.some((letter) => letter.inboundId === inboundId) ||
  history.invocations.some((other) => {
    const { end, startedAt, messages } = other
    if (other === madeBy || end?.kind !== 'answered' || startedAt > at) return false
    const shared = messages.filter(({ messageId }) =>
      madeBy.messages.some((message) => message.messageId === messageId),
    )
    return shared.some((message) => message.inboundId === inboundId && end.done.includes(message.messageId))
  })

const acknowledging = ({ history }: Ledger) =>
  history.invocations.flatMap((invocation) =>
    invocation.functionName === 'receive-sms' && invocation.end?.kind === 'answered'
      ? [{ at: invocation.end.at, ...textsOf(invocation, invocation.end.done), invocation }]
      : [],
  )

/** How many texts were finished, and how many were left that share their message with others. */
const textsOf = ({ messages }: Invocation, done: readonly string[]) => {
  const isDone = (messageId: string) => done.includes(messageId)
  const shares = (messageId: string) => messages.filter((message) => message.messageId === messageId).length > 1
  return {
    done: messages.filter(({ messageId }) => isDone(messageId)).length,
    left: messages.filter(({ messageId }) => !isDone(messageId) && shares(messageId)).length,
  }
}

const decidedBeforeAcknowledged = invariant(
  'I8',
  'receive-sms counts every text that it acknowledges as received, and as either booked or silenced for a reason; it may also count decisions about texts that stay in the queue because they share a message with others.',
  acknowledging,
  ({ done, left, invocation: { counts } }) => {
    const count = (metric: string) => counts.get(metric) ?? 0
    const byReason = silentReasons.reduce((sum, reason) => sum + count(silencedBecause(reason)), 0)
    const decided = byReason + count('RepliesBooked')
    if (count('TextsSilenced') !== byReason)
      return `${count('TextsSilenced')} texts counted as silenced, but ${byReason} by reason`
    return count('TextsReceived') === done && decided >= done && decided <= done + left
      ? undefined
      : `${done} texts acknowledged, ${count('TextsReceived')} counted as received, ${decided} as decided`
  },
)

const noDeadLetters = invariant(
  'dead letters',
  'A message becomes a dead letter only if outages, not counting those of phones, last longer than a day in total.',
  ({ history }) => history.deadLetters,
  ({ inboundId }, { history }) =>
    history.schedule.outages.reduce((sum, { of, forMs }) => sum + (of === 'phone' ? 0 : forMs), 0) > expireAfterMs
      ? undefined
      : `${inboundId} became a dead letter without outages of more than a day`,
)

/** No text and no reply is lost: each one is decided and comes to an end. */
export const endings = [comesToRest, everyReplyEnds, decidedBeforeAcknowledged, noDeadLetters]
