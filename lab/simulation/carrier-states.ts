import { carrierNames } from '../../carriers/index.ts'
import { expireAfterMs } from '../../shared/rules/timing.ts'
import type { Ledger } from '../promises/ledger.ts'
import { missing, queued } from '../promises/sending.ts'
import { hasOwnTopic } from '../virtual/messages.ts'
import { hasPhone } from '../virtual/stage.ts'
import { callsOf, carrierAnswerTo, type Invocation } from './history.ts'
import type { State } from './states.ts'

/** States that a run can reach if a line refuses replies, or if a carrier gets them too fast. */
export const circuitStates: readonly State[] = [
  {
    name: 'a reply refused for the rate, and sent',
    isReached: ({ history, publishes }) =>
      callsOf(history.calls, 'carrier.send').some(
        (call) =>
          carrierAnswerTo(call) === 'throttled' &&
          publishes.some(({ inboundId }) => inboundId === call.invocation.messages[0]?.inboundId),
      ),
  },
  {
    name: 'a refused destination that opened no circuit breaker',
    isReached: ({ history }) =>
      callsOf(history.calls, 'circuits.refused').some(({ args: [, { open }] }) => open === undefined),
  },
  {
    name: 'a circuit breaker opened by several refused destinations',
    isReached: ({ history }) =>
      callsOf(history.calls, 'circuits.refused').some(({ args: [, { open, refused }] }) => open && refused.length > 1),
  },
  {
    name: 'a circuit breaker closed by a successful probe',
    isReached: ({ history }) =>
      callsOf(history.calls, 'circuits.close').some(({ invocation, effects }) => {
        const takes = callsOf(invocation.calls, 'circuits.take')
        return effects.length > 0 && takes.some(({ effects }) => effects.some(({ answer }) => answer))
      }),
  },
  {
    name: 'a turn to probe or rebook already taken by another process',
    rare: true,
    isReached: ({ history }) =>
      callsOf(history.calls, 'circuits.take').some(
        ({ effects, fault }) => fault === 'works' && effects.some(({ answer }) => !answer),
      ),
  },
  {
    name: 'a late reply left unbooked by an open circuit breaker, and sent',
    isReached: ({ history, publishes }) =>
      history.invocations.some(({ functionName, messages, calls }) => {
        const reads = callsOf(calls, 'circuits.read').some(({ effects }) => effects.some(({ answer }) => answer?.open))
        const isLate = callsOf(calls, 'claims.read').length > 0 && callsOf(calls, 'budgets.book').length === 0
        const sent = publishes.some(({ inboundId }) => inboundId === messages[0]?.inboundId)
        return functionName === 'send-reply' && reads && isLate && sent
      }),
  },
]

/** States that a run can reach if a line has a phone. */
const statesOfPhones: readonly State[] = [
  {
    name: 'replies sent through more than one carrier',
    isReached: ({ publishes }) => new Set(publishes.map(({ call: { args } }) => args[0])).size > 1,
  },
  {
    name: 'two replies due exactly one gap apart',
    isReached: (ledger) =>
      queued(ledger).some(({ reply: { dueAt }, gapMs }) =>
        queued(ledger).some(({ reply }) => gapMs > 0 && reply.dueAt === dueAt + gapMs),
      ),
  },
  {
    name: 'a missed call that was sent a reply',
    isReached: ({ publishes, history }) =>
      history.texts.some(
        ({ words, to, inboundId }) =>
          words === '' && hasPhone(to) && publishes.some((publish) => publish.inboundId === inboundId),
      ),
  },
  {
    name: 'a stale text that its phone forwarded late',
    isReached: ({ decisions }) =>
      decisions.some(({ text, verdict }) => verdict === 'stale' && text.queuedAt > text.sentAt),
  },
  {
    name: 'a reply booked for a text that its phone forwarded late',
    isReached: ({ decisions }) =>
      decisions.some(({ text, verdict }) => verdict === 'reply' && text.queuedAt > text.sentAt),
  },
  ...(['sent', 'expired', 'cancelled'] as const).map((outcome) => ({
    name: `outcome of a reply that waited for an offline phone: ${outcome}`,
    isReached: (ledger: Ledger) =>
      missing(ledger).some(
        ({ invocation: { messages } }) => ledger.history.claims.get(messages[0]?.inboundId ?? '')?.outcome === outcome,
      ),
  })),
  {
    name: 'a phone check that failed',
    isReached: ({ history }) =>
      callsOf(history.calls, 'carrier.isReady').some(
        ({ fault, endedAt }) => fault === 'request failed' && endedAt !== undefined,
      ),
  },
]

export const phoneStates: readonly State[] = carrierNames.some(hasPhone) ? statesOfPhones : []

/** The ids of an invocation's messages that hold several texts. */
const withSeveralTexts = ({ functionName, messages }: Invocation): readonly string[] =>
  functionName === 'receive-sms'
    ? messages.flatMap(({ messageId }, i) =>
        messages.findIndex((other) => other.messageId === messageId) < i ? [messageId] : [],
      )
    : []

/** States that a run can reach if a line's carrier has its own topic. */
const statesOfOwnTopics: readonly State[] = [
  {
    name: 'an event with several texts',
    isReached: ({ history }) => history.invocations.some((invocation) => withSeveralTexts(invocation).length > 0),
  },
  {
    name: 'an event with several texts left for redelivery after a booking',
    isReached: ({ history }) =>
      history.invocations.some((invocation) => {
        const { end, counts } = invocation
        return (
          end?.kind === 'answered' &&
          counts.has('RepliesBooked') &&
          withSeveralTexts(invocation).some((messageId) => !end.done.includes(messageId))
        )
      }),
  },
  {
    name: 'a stale text on a line with a reply deadline',
    isReached: ({ decisions }) =>
      decisions.some(({ text, verdict }) => verdict === 'stale' && text.answerBy !== undefined),
  },
  {
    name: 'a reply that expired at the deadline of its carrier',
    isReached: ({ settlements }) =>
      settlements.some(({ outcome, at, call: { invocation } }) => {
        const reply = invocation.messages[0]?.reply
        return outcome === 'expired' && reply?.answerBy !== undefined && at < reply.firstDueAt + expireAfterMs
      }),
  },
]

export const ownTopicStates: readonly State[] = carrierNames.some(hasOwnTopic) ? statesOfOwnTopics : []
