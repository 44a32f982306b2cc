import { hourOf } from '../../shared/rules/calendar.ts'
import { carrierNames } from '../../shared/rules/carriers.ts'
import { expireAfterMs } from '../../shared/rules/timing.ts'
import type { Ledger } from '../invariants/ledger.ts'
import { missing, queued } from '../invariants/sending.ts'
import { hasOwnTopic } from '../virtual/messages.ts'
import { hasPhone } from '../virtual/stage.ts'
import { callsOf, carrierAnswerTo, type Invocation } from './history.ts'
import type { State } from './states.ts'

/** States that a run can reach if a carrier gets requests too fast, or doesn't answer. */
export const rateStates: readonly State[] = [
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
    name: 'a reply held because nobody answers, and sent',
    isReached: ({ history, publishes }) =>
      callsOf(history.calls, 'carrier.ask').some(
        ({ fault, endedAt, invocation }) =>
          fault === 'request failed' &&
          endedAt !== undefined &&
          publishes.some(({ inboundId }) => inboundId === invocation.messages[0]?.inboundId),
      ),
  },
  {
    name: 'more replies sent in an hour than its budget, after an outage',
    isReached: ({ publishes, history }) =>
      publishes.some(({ at, reply: { budget } }) => {
        const inHour = publishes.filter((other) => other.reply.budget === budget && hourOf(other.at) === hourOf(at))
        return inHour.length > (history.config.budgets[budget]?.hour ?? 0)
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
      callsOf(history.calls, 'carrier.ask').some(
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
        return outcome === 'expired' && reply?.answerBy !== undefined && at < reply.dueAt + expireAfterMs
      }),
  },
]

export const ownTopicStates: readonly State[] = carrierNames.some(hasOwnTopic) ? statesOfOwnTopics : []
