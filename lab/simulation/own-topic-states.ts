import { carrierNames } from '../../carriers/registry.ts'
import { expireAfterMs } from '../../shared/rules/timing.ts'
import { tellsOfSeveral } from '../virtual/texts.ts'
import type { Invocation } from './history.ts'
import type { State } from './states.ts'

/** The ids of an invocation's messages that hold several texts. */
const withSeveralTexts = ({ functionName, messages }: Invocation): readonly string[] =>
  functionName === 'receive-sms'
    ? messages.flatMap(({ messageId }, i) =>
        messages.findIndex((other) => other.messageId === messageId) < i ? [messageId] : [],
      )
    : []

/** States that a run can reach if a line's carrier has its own topic. */
const states: readonly State[] = [
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

export const ownTopicStates: readonly State[] = carrierNames.some(tellsOfSeveral) ? states : []
