import { type AnyCall, callsOf, carrierAnswerTo, type Invocation } from '../simulation/history.ts'
import type { Ledger } from './ledger.ts'
import { answered, answerOf, hasLooked, hasSeenAll, knownOf, routeIn } from './pace.ts'
import { invariant, type Promised } from './promise.ts'

/** The calls that an invocation had made before one of its calls. */
const madeBefore = (call: AnyCall): readonly AnyCall[] =>
  call.invocation.calls.slice(0, call.invocation.calls.indexOf(call))

/** Whether an invocation had taken a turn of the route before one of its calls. */
const hasTaken = (next: AnyCall, route: string, turn: 'probeAt' | 'bookAt'): boolean =>
  callsOf(madeBefore(next), 'circuits.take').some(
    (call) => call.args[0] === route && call.args[1] === turn && answered(call) && answerOf(call) === true,
  )

const sends = ({ history }: Ledger) =>
  history.calls.flatMap((call) => (call.verb === 'carrier.send' ? [{ at: call.calledAt, call }] : []))

const attemptedInTurn = invariant(
  'circuit: probe',
  'A process that knows that the circuit breaker of a route (a line and a country) is open submits a reply to it only after the invocation has taken the turn to probe the route.',
  sends,
  ({ call }, { history }) => {
    const route = routeIn(call.invocation)
    if (knownOf(route, call, history)?.open === undefined || hasTaken(call, route, 'probeAt')) return undefined
    return `the reply to ${call.invocation.messages[0]?.inboundId} was submitted while the circuit breaker was open, without the turn to probe`
  },
)

const bookedInTurn = invariant(
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
      (read) => read.args[0] === route && answered(read) && answerOf(read)?.open === undefined,
    )
    return foundClosed || hasTaken(call, route, 'bookAt')
      ? undefined
      : `the reply to ${invocation.messages[0]?.inboundId} was rebooked while the circuit breaker may be open`
  },
)

const turnTakenOnce = invariant(
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

/** Invocations that met no fault but this answer of the carrier, and returned. */
const refusedAs = (kind: 'retryable' | 'refused', { history }: Ledger) =>
  history.invocations.flatMap((invocation) => {
    const [send] = callsOf(invocation.calls, 'carrier.send')
    return send !== undefined &&
      carrierAnswerTo(send) === kind &&
      invocation.end?.kind === 'answered' &&
      invocation.calls.every((call) => call === send || answered(call))
      ? [{ at: invocation.end.at, invocation, send }]
      : []
  })

/** Whether an invocation left the circuit breaker of its route open, as its calls show. */
const leavesOpen = ({ calls }: Invocation): boolean => {
  const stored = callsOf(calls, 'circuits.refused').at(-1)?.args[1]
  const read = callsOf(calls, 'circuits.read').at(-1)
  return (stored ?? (read && answerOf(read)))?.open !== undefined
}

const openedWhenRefused = invariant(
  'circuit: opened',
  'An invocation whose reply the carrier refuses as retryable, and which meets no other fault, counts one refusal (LineRefused) and opens the circuit breaker.',
  (ledger) => refusedAs('retryable', ledger),
  ({ invocation }) => {
    const inboundId = invocation.messages[0]?.inboundId
    if (!leavesOpen(invocation))
      return `the circuit breaker was not opened after the carrier refused the reply to ${inboundId}`
    return invocation.counts.get('LineRefused') === 1
      ? undefined
      : `the refusal of the reply to ${inboundId} was not counted exactly once`
  },
)

const openedForSeveral = invariant(
  'circuit: destinations',
  'A refusal that may be about its destination alone opens the circuit breaker, and is counted (LineRefused), only if the breaker was open already or the carrier had refused another destination of the route before that was noted.',
  (ledger) => refusedAs('refused', ledger),
  ({ invocation, send }, { history }) => {
    const route = routeIn(invocation)
    const read = callsOf(invocation.calls, 'circuits.read').findLast(({ calledAt }) => calledAt >= send.calledAt)
    const wasOpen = read !== undefined && answerOf(read)?.open !== undefined
    const others = callsOf(history.calls, 'carrier.send').some(
      (other) =>
        (other.endedAt ?? Number.POSITIVE_INFINITY) <= (read?.effects.at(-1)?.at ?? 0) &&
        routeIn(other.invocation) === route &&
        other.args[1].to !== send.args[1].to &&
        carrierAnswerTo(other) === 'refused',
    )
    const counted = invocation.counts.has('LineRefused')
    if (counted !== leavesOpen(invocation)) return `the refusal of ${route} was not counted as what it was`
    return leavesOpen(invocation) && !wasOpen && !others
      ? `one refused destination opened the circuit breaker of ${route}`
      : undefined
  },
)

const closedWhenAccepted = invariant(
  'circuit: closed',
  'An invocation that submits a reply closes the circuit breaker only if it learns that the carrier accepted the reply; without faults, its process then knows the circuit, and closes it exactly when it knew of a refusal before, or reads of one now.',
  sends,
  ({ call }, { history }) => {
    const { invocation, endedAt } = call
    const route = routeIn(invocation)
    const closes = callsOf(invocation.calls, 'circuits.close').length > 0
    if (endedAt === undefined || carrierAnswerTo(call) !== 'accepted')
      return closes ? `the circuit breaker of ${route} was closed without an accepted reply` : undefined
    if (invocation.end?.kind !== 'answered' || !invocation.calls.every((other) => answered(other))) return undefined
    if (!hasLooked(invocation, route, history))
      return `the process never learnt whether the circuit breaker of ${route} is open`
    const read = callsOf(invocation.calls, 'circuits.read').findLast(({ calledAt }) => calledAt >= endedAt)
    const circuit = (read && answerOf(read)) ?? knownOf(route, call, history)
    const mustClose =
      circuit !== undefined &&
      (circuit.open !== undefined ||
        circuit.refused.length > 0 ||
        circuit.suspected.includes(invocation.messages[0]?.reply?.senderKey ?? ''))
    return closes === mustClose || !hasSeenAll(call, route, history)
      ? undefined
      : `the circuit breaker of ${route} was ${closes ? 'closed, but knew of no refusal,' : 'not closed'} when the reply to ${invocation.messages[0]?.inboundId} was accepted`
  },
)

const handler = 'functions/send-reply/handler.ts'
const breaker = 'functions/send-reply/refusals.ts'

/** While a line refuses to send, its replies wait for one probe at a time. */
export const circuit: Promised = {
  invariants: [attemptedInTurn, bookedInTurn, turnTakenOnce, openedWhenRefused, openedForSeveral, closedWhenAccepted],
  mutants: [
    {
      name: 'open circuit ignored',
      breaks: 'While the circuit breaker is open, every due reply is attempted, instead of one probe at a time.',
      edits: [
        {
          file: handler,
          find: "  if (!(await dispatcher.breaker.mayTry(routeOf(reply)))) return 'unfinished'\n",
          replace: '',
        },
      ],
      foundBy: ['circuit: probe', 'circuit: closed'],
    },
    {
      name: 'rebooking while the circuit is open',
      breaks:
        'Late replies are rebooked again and again while their circuit breaker is open, and each booking uses up budget.',
      edits: [
        {
          file: 'functions/send-reply/catch-up.ts',
          find: "  if (!(await dispatcher.breaker.mayBook(routeOf(reply), limits.day))) return 'unfinished'\n",
          replace: '',
        },
      ],
      foundBy: ['circuit: unbooked'],
    },
    {
      name: 'turn taken too early',
      breaks: 'A process takes the turn to probe a line, or to rebook a reply, before that turn has come.',
      edits: [{ file: breaker, find: 'return open[turn] <= now() && circuits', replace: 'return circuits' }],
      foundBy: ['circuit: turns'],
    },
    {
      name: 'circuit not opened',
      breaks: 'A line’s refusal does not open the circuit breaker, so no process knows to hold back replies.',
      edits: [
        {
          file: breaker,
          find: '      if (after !== before) await circuits.refused(route, after, forgetCircuitAt(now()))\n',
          replace: '',
        },
      ],
      foundBy: ['circuit: opened', 'circuit: closed'],
    },
    {
      name: 'circuit opened by one destination',
      breaks:
        'One destination that is always refused opens the circuit breaker of its line, and delays everybody else.',
      edits: [
        {
          file: 'shared/rules/circuit.ts',
          find: 'const destinationsToOpen = 2',
          replace: 'const destinationsToOpen = 1',
        },
      ],
      foundBy: ['circuit: destinations'],
    },
    {
      name: 'circuit not closed',
      breaks:
        'The circuit breaker stays open after the line has accepted a reply, so replies are still sent one probe at a time.',
      edits: [{ file: handler, find: '      await noteRecovery(dispatcher, reply)\n', replace: '' }],
      foundBy: ['circuit: closed'],
    },
  ],
}
