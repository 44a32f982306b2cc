import { callsOf, carrierAnswerTo } from './history.ts'
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
