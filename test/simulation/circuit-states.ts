import { callsOf } from './history.ts'
import type { State } from './states.ts'

/** States that a run can reach if a line refuses replies. */
export const circuitStates: readonly State[] = [
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
        const reads = callsOf(calls, 'circuits.read').some(({ effects }) => effects.some(({ answer }) => answer))
        const isLate = callsOf(calls, 'claims.read').length > 0 && callsOf(calls, 'budgets.book').length === 0
        const sent = publishes.some(({ inboundId }) => inboundId === messages[0]?.inboundId)
        return functionName === 'send-reply' && reads && isLate && sent
      }),
  },
]
