import { routeOf } from '../../../shared/rules/queued-reply.ts'
import { type AnyCall, type CallOf, callsOf, type History, type Invocation } from '../history.ts'
import { invariant } from './invariant.ts'
import type { Ledger } from './ledger.ts'

/** Whether the process got the store's answer. */
const answered = ({ fault, endedAt }: AnyCall): boolean =>
  endedAt !== undefined && (fault === 'works' || fault === 'request applied twice')

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

/** The calls that an invocation had made before one of its calls. */
const madeBefore = (call: AnyCall): readonly AnyCall[] =>
  call.invocation.calls.slice(0, call.invocation.calls.indexOf(call))

/** Whether an invocation had taken a turn of the route before one of its calls. */
const hasTaken = (next: AnyCall, route: string, turn: 'probeAt' | 'bookAt'): boolean =>
  callsOf(madeBefore(next), 'circuits.take').some(
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
  'A process that knows that the circuit breaker of a route (a line and a country) is open submits a reply to it only after the invocation has taken the turn to probe the route.',
  sends,
  ({ call }, { history }) => {
    const route = routeIn(call.invocation)
    if (!isKnownOpen(route, call, history) || hasTaken(call, route, 'probeAt')) return undefined
    return `the reply to ${call.invocation.messages[0]?.inboundId} was submitted while the circuit breaker was open, without the turn to probe`
  },
)

export const bookedInTurn = invariant(
  'circuit: unbooked',
  'send-reply tries to rebook a late reply only after the invocation has read that the route’s circuit breaker is closed, or has taken the turn to rebook.',
  ({ history }) =>
    callsOf(history.calls, 'budgets.book')
      .filter(({ invocation }) => invocation.functionName === 'send-reply')
      .map((call) => ({ at: call.calledAt, call })),
  ({ call }) => {
    const { invocation } = call
    const route = routeIn(invocation)
    const foundClosed = callsOf(madeBefore(call), 'circuits.read').some(
      (read) => read.args[0] === route && answered(read) && answerOf(read) === undefined,
    )
    return foundClosed || hasTaken(call, route, 'bookAt')
      ? undefined
      : `the reply to ${invocation.messages[0]?.inboundId} was rebooked while the circuit breaker may be open`
  },
)

export const turnTakenOnce = invariant(
  'circuit: turns',
  'A turn to probe or to rebook is taken only once, and not before its scheduled time by the clock of the process.',
  ({ history }) =>
    callsOf(history.calls, 'circuits.take').flatMap((call) =>
      call.effects.flatMap(({ at, answer }) => (answer ? [{ at, call }] : [])),
    ),
  ({ call }, { history }) => {
    const [route, turn, from] = call.args
    if (from > call.calledAt + call.invocation.skewMs) return `a turn of ${route} was taken before its scheduled time`
    const taken = callsOf(history.calls, 'circuits.take').filter(
      ({ args, effects }) =>
        args[0] === route && args[1] === turn && args[2] === from && effects.some(({ answer }) => answer),
    )
    return taken.length > 1 ? `a turn of ${route} was taken twice` : undefined
  },
)

export const openedWhenRefused = invariant(
  'circuit: opened',
  'An invocation whose reply the carrier refuses as retryable, and which meets no other fault, counts one refusal (LineRefused) and opens the circuit breaker.',
  ({ history }) =>
    history.invocations.flatMap((invocation) =>
      callsOf(invocation.calls, 'carrier.send').some(
        ({ fault, endedAt }) => fault === 'carrier answered retryable' && endedAt,
      ) &&
      invocation.end?.kind === 'answered' &&
      invocation.calls.every(({ fault }) =>
        ['works', 'request applied twice', 'carrier answered retryable'].includes(fault),
      )
        ? [{ at: invocation.end.at, invocation }]
        : [],
    ),
  ({ invocation: { calls, counts, messages } }) => {
    const inboundId = messages[0]?.inboundId
    if (callsOf(calls, 'circuits.open').length === 0)
      return `the circuit breaker was not opened after the carrier refused the reply to ${inboundId}`
    return counts.get('LineRefused') === 1
      ? undefined
      : `the refusal of the reply to ${inboundId} was not counted exactly once`
  },
)

export const closedWhenAccepted = invariant(
  'circuit: closed',
  'An invocation that submits a reply closes the circuit breaker only if it learns that the carrier accepted the reply; without faults, its process then knows the state of the breaker, and closes it exactly when it knew it to be open before or reads that it is open now.',
  sends,
  ({ call }, { history }) => {
    const { invocation, fault, endedAt } = call
    const route = routeIn(invocation)
    const closes = callsOf(invocation.calls, 'circuits.close').length > 0
    if (fault !== 'works' || endedAt === undefined)
      return closes ? `the circuit breaker of ${route} was closed without an accepted reply` : undefined
    if (invocation.end?.kind !== 'answered' || !invocation.calls.every((other) => answered(other))) return undefined
    if (!hasLooked(invocation, route, history))
      return `the process never learnt whether the circuit breaker of ${route} is open`
    const foundOpen = callsOf(invocation.calls, 'circuits.read').some(
      (read) => read.calledAt >= endedAt && answerOf(read) !== undefined,
    )
    return closes === (foundOpen || isKnownOpen(route, call, history))
      ? undefined
      : `the circuit breaker of ${route} was ${closes ? 'closed, but not known to be open,' : 'open and not closed'} when the reply to ${invocation.messages[0]?.inboundId} was accepted`
  },
)
