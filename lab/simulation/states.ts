import { outcomes, silentReasons } from '../../shared/rules/telemetry.ts'
import { minute } from '../../shared/rules/timing.ts'
import { wasGone } from '../invariants/endings.ts'
import type { Ledger } from '../invariants/ledger.ts'
import { cancelledByOperator, timesCounted } from '../invariants/outcomes.ts'
import { removedBy } from '../invariants/removals.ts'
import { ownTopicStates, phoneStates, rateStates } from './carrier-states.ts'
import { callsOf } from './history.ts'

export type State = {
  readonly name: string
  readonly isReached: (ledger: Ledger) => boolean
  /** Set if ten thousand runs may not reach it. */
  readonly rare?: true
}

/** Reasons that no simulated text can have. They depend only on the text's own fields, and other tests cover them. */
const reasonsOfTheText: readonly string[] = ['malformed', 'own-line']

/** The states that a run can reach. A simulation that never reaches one of them proves nothing about it. */
export const states: readonly State[] = [
  ...outcomes.map((outcome) => ({
    name: `outcome: ${outcome}`,
    isReached: ({ settlements }: Ledger) => settlements.some((settlement) => settlement.outcome === outcome),
  })),
  ...silentReasons
    .filter((reason) => !reasonsOfTheText.includes(reason))
    .map((reason) => ({
      name: `silence: ${reason}`,
      isReached: ({ decisions }: Ledger) => decisions.some(({ verdict }) => verdict === reason),
    })),
  {
    name: 'a sender who was sent more than one reply',
    isReached: ({ publishes }) =>
      publishes.some(({ reply, inboundId }) =>
        publishes.some((other) => other.reply.senderKey === reply.senderKey && other.inboundId !== inboundId),
      ),
  },
  {
    name: 'a write conflict on the record of a sender',
    isReached: ({ history }) =>
      callsOf(history.calls, 'senders.save').some(({ effects }) => effects.some(({ answer }) => answer === 'conflict')),
  },
  {
    name: 'a ticket that was spare, and served another text',
    isReached: (ledger) =>
      ledger.savedReplies.some(
        ({ madeBy, inboundId }) =>
          callsOf(madeBy.calls, 'budgets.book').length === 0 &&
          madeBy.messages.some((message) => message.inboundId === inboundId),
      ),
  },
  {
    name: 'a booking refused because there was no room',
    isReached: ({ history }) =>
      callsOf(history.calls, 'budgets.book').some(({ effects }) => effects.some(({ answer }) => !answer.booked)),
  },
  {
    name: 'a leaked booking (more bookings than replies sent)',
    isReached: ({ bookings, publishes }) => bookings.length > publishes.length,
  },
  {
    name: 'a claim refused because the reply was already claimed',
    isReached: ({ history }) =>
      callsOf(history.calls, 'claims.claim').some(({ args: [, { token }], effects }) =>
        effects.some(({ answer }) => answer.token !== token),
      ),
  },
  {
    name: 'a claim released because the carrier sent nothing',
    isReached: ({ history }) => callsOf(history.calls, 'claims.release').some(({ effects }) => effects.length > 0),
  },
  {
    name: 'a request that took effect after its process died',
    isReached: ({ history }) =>
      history.calls.some(
        ({ effects, invocation: { end } }) => end?.kind === 'died' && effects.some(({ at }) => at > end.at),
      ),
  },
  {
    name: 'a reply that the carrier accepted after its process died',
    isReached: ({ publishes }) =>
      publishes.some(({ at, call: { invocation } }) => invocation.end?.kind === 'died' && at > invocation.end.at),
  },
  {
    name: 'an execution environment killed by a timeout',
    isReached: ({ history }) => history.invocations.some(({ end }) => end?.kind === 'died' && end.of === 'time-out'),
  },
  {
    name: 'a message delivered to two invocations at once',
    isReached: ({ history: { invocations } }) =>
      invocations.some((one) =>
        invocations.some(
          (other) =>
            other !== one &&
            one.startedAt <= other.startedAt &&
            other.startedAt < (one.end?.at ?? 0) &&
            one.messages.some(({ messageId }) => other.messages.some((message) => message.messageId === messageId)),
        ),
      ),
  },
  {
    name: 'a reply cancelled by an operator',
    isReached: (ledger) =>
      ledger.settlements.some(
        ({ inboundId, outcome }) => outcome === 'cancelled' && cancelledByOperator(ledger, inboundId),
      ),
  },
  {
    name: 'a reply cancelled because its line or country was removed',
    isReached: (ledger) =>
      ledger.settlements.some(
        ({ inboundId, outcome, at }) =>
          outcome === 'cancelled' && removedBy(ledger.history, inboundId, at) !== undefined,
      ),
  },
  {
    name: 'an operator’s command that did not finish',
    isReached: ({ history }) =>
      history.invocations.some(({ functionName, end }) => functionName === 'operator' && end?.kind !== 'answered'),
  },
  {
    name: 'a forged reply dropped',
    isReached: ({ history }) => history.invocations.some(({ counts }) => counts.has('RepliesForged')),
  },
  {
    name: 'a reply signed with another key left in the queue',
    isReached: ({ history: { invocations, forged } }) =>
      invocations.some(
        ({ messages: [message], end }) =>
          message !== undefined &&
          forged.get(message.messageId)?.ofOtherKey === true &&
          end?.kind === 'answered' &&
          !end.done.includes(message.messageId),
      ),
  },
  {
    name: 'a promised reply queued again by receive-sms',
    isReached: ({ history, saves }) =>
      callsOf(history.calls, 'replies.put').some(
        ({ args: [reply], invocation }) =>
          invocation.functionName === 'receive-sms' &&
          saves.some(({ after, at }) => at < invocation.startedAt && after.replies.has(reply.inboundId)),
      ),
  },
  {
    name: 'a START sent more than ten minutes after a STOP',
    isReached: ({ decisions }) =>
      decisions.some(
        ({ text: start, verdict }) =>
          start.words === 'START' &&
          verdict === 'opted-out' &&
          decisions.some(
            ({ text: stop }) =>
              stop.words === 'STOP' && stop.sender === start.sender && start.sentAt > stop.sentAt + 10 * minute,
          ),
      ),
  },
  {
    name: 'an outcome that was never counted',
    isReached: ({ settlements, history }) =>
      settlements.some(({ inboundId }) => timesCounted(history, inboundId) === 0),
  },
  {
    name: 'a promised reply without an outcome because its text was already deleted',
    rare: true,
    isReached: ({ history, savedReplies }) =>
      savedReplies.some(
        (saved) => !history.claims.has(saved.inboundId) && history.deadLetters.length === 0 && wasGone(history, saved),
      ),
  },
  {
    name: 'a dead letter',
    isReached: ({ history }) => history.deadLetters.length > 0,
  },
  {
    name: 'replies sent in two calendar months',
    isReached: ({ publishes }) => new Set(publishes.map(({ at }) => new Date(at).getUTCMonth())).size > 1,
  },
  ...rateStates,
  ...phoneStates,
  ...ownTopicStates,
]
