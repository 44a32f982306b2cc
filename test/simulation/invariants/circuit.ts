import { routeOf } from '../../../shared/rules/queued-reply.ts'
import { type AnyCall, type CallOf, callsOf, type History, type Invocation } from '../history.ts'
import { invariant } from './invariant.ts'
import type { Ledger } from './ledger.ts'

/** Whether the process got the store's answer. */
const answered = ({ fault, endedAt }: AnyCall): boolean =>
  endedAt !== undefined && (fault === 'works' || fault === 'repeated')

const answerOf = <V extends 'circuits.read' | 'circuits.take'>({ effects }: CallOf<V>) => effects.at(-1)?.answer

/** Whether a process had read or written the circuit breaker of a route by the end of an invocation. */
const hasLooked = ({ process, end }: Invocation, route: string, { calls }: History): boolean =>
  calls.some(
    (call) =>
      call.invocation.process === process &&
      call.args[0] === route &&
      call.calledAt <= (end?.at ?? 0) &&
      ['circuits.read', 'circuits.open', 'circuits.close'].includes(call.verb) &&
      answered(call),
  )

/** Whether the process that made the call `before` knew at that time that the circuit breaker of the route was open. */
const isKnownOpen = (route: string, before: AnyCall, { calls }: History): boolean => {
  let open = false
  for (const call of calls) {
    if (call === before) break
    if (call.invocation.process !== before.invocation.process || call.args[0] !== route) continue
    if (call.verb === 'circuits.open') open = true
    if (call.verb === 'circuits.close' && answered(call)) open = false
    if (call.verb === 'circuits.read' && answered(call)) open = answerOf(call) !== undefined
  }
  return open
}

const hasTaken = ({ calls }: Invocation, route: string, turn: 'probeAt' | 'bookAt'): boolean =>
  callsOf(calls, 'circuits.take').some(
    (call) => call.args[0] === route && call.args[1] === turn && answered(call) && answerOf(call) === true,
  )

const routeIn = ({ messages }: Invocation): string => {
  const reply = messages[0]?.reply
  return reply === undefined ? '' : routeOf(reply)
}

const sends = ({ history }: Ledger) =>
  history.calls.flatMap((call) => (call.verb === 'carrier.send' ? [{ at: call.calledAt, call }] : []))

export const attemptedInTurn = invariant(
  'circuit: probe',
  'a process that knows that a line refuses attempts to send by it only after it has taken the turn to find out',
  sends,
  ({ call }, { history }) => {
    const route = routeIn(call.invocation)
    if (!isKnownOpen(route, call, history) || hasTaken(call.invocation, route, 'probeAt')) return undefined
    return `${call.invocation.messages[0]?.inboundId} was attempted out of turn`
  },
)

export const bookedInTurn = invariant(
  'circuit: unbooked',
  'a late reply is booked anew only by a process that has found its line’s circuit closed, or has taken the turn to book',
  ({ history }) =>
    callsOf(history.calls, 'budgets.book')
      .filter(({ invocation }) => invocation.functionName === 'send-reply')
      .map(({ invocation, calledAt }) => ({ at: calledAt, invocation })),
  ({ invocation }) => {
    const route = routeIn(invocation)
    const foundClosed = callsOf(invocation.calls, 'circuits.read').some(
      (call) => call.args[0] === route && answered(call) && answerOf(call) === undefined,
    )
    return foundClosed || hasTaken(invocation, route, 'bookAt')
      ? undefined
      : `${invocation.messages[0]?.inboundId} was booked anew while its line may refuse it`
  },
)

export const turnTakenOnce = invariant(
  'circuit: turns',
  'a turn is taken when it has come, by one process',
  ({ history }) =>
    callsOf(history.calls, 'circuits.take').flatMap((call) =>
      call.effects.flatMap(({ at, answer }) => (answer ? [{ at, call }] : [])),
    ),
  ({ call }, { history }) => {
    const [route, turn, from] = call.args
    if (from > call.calledAt + call.invocation.skewMs) return `a turn of ${route} was taken too early`
    const taken = callsOf(history.calls, 'circuits.take').filter(
      ({ args, effects }) =>
        args[0] === route && args[1] === turn && args[2] === from && effects.some(({ answer }) => answer),
    )
    return taken.length > 1 ? `a turn of ${route} was taken twice` : undefined
  },
)

export const openedWhenRefused = invariant(
  'circuit: opened',
  'whoever learns that a line refuses counts that, gives the claim up and opens the circuit',
  ({ history }) =>
    history.invocations.flatMap((invocation) =>
      callsOf(invocation.calls, 'carrier.send').some(({ fault, endedAt }) => fault === 'retryable' && endedAt) &&
      invocation.end?.kind === 'answered' &&
      invocation.calls.every(({ fault }) => ['works', 'repeated', 'retryable'].includes(fault))
        ? [{ at: invocation.end.at, invocation }]
        : [],
    ),
  ({ invocation: { calls, counts, messages } }) => {
    const inboundId = messages[0]?.inboundId
    if (callsOf(calls, 'circuits.open').length === 0) return `nobody else was told that ${inboundId} was refused`
    return counts.get('LineRefused') === 1 ? undefined : `that ${inboundId} was refused was not counted`
  },
)

export const closedWhenAccepted = invariant(
  'circuit: closed',
  'a circuit is closed by whoever had a reply accepted and knew it open, or then found it so; and by nobody else',
  sends,
  ({ call }, { history }) => {
    const { invocation, fault, endedAt } = call
    const route = routeIn(invocation)
    const closes = callsOf(invocation.calls, 'circuits.close').length > 0
    if (fault !== 'works' || endedAt === undefined) return closes ? `${route} was closed for no reason` : undefined
    if (invocation.end?.kind !== 'answered' || !invocation.calls.every((other) => answered(other))) return undefined
    if (!hasLooked(invocation, route, history)) return `nobody looked whether the circuit of ${route} is open`
    const foundOpen = callsOf(invocation.calls, 'circuits.read').some(
      (read) => read.calledAt >= endedAt && answerOf(read) !== undefined,
    )
    return closes === (foundOpen || isKnownOpen(route, call, history))
      ? undefined
      : `${route} was ${closes ? '' : 'not '}closed when ${invocation.messages[0]?.inboundId} was accepted`
  },
)
