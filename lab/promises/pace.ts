import { type Circuit, unrefused } from '../../shared/rules/circuit.ts'
import { routeOf } from '../../shared/rules/queued-reply.ts'
import { minute, second, sendReplyProcesses } from '../../shared/rules/timing.ts'
import {
  type AnyCall,
  type CallOf,
  callsOf,
  carrierAnswerTo,
  type History,
  type Invocation,
} from '../simulation/history.ts'
import type { Ledger } from './ledger.ts'
import { invariant, type Promised } from './promise.ts'

/** Whether the process got the store's answer. */
export const answered = ({ fault, endedAt }: AnyCall): boolean =>
  endedAt !== undefined && (fault === 'works' || fault === 'request applied twice')

/** What the store answered to the last attempt of a request. */
export const answerOf = <V extends 'circuits.read' | 'circuits.take'>({ effects }: CallOf<V>) => effects.at(-1)?.answer

/** The route of the reply that an invocation handles. */
export const routeIn = ({ messages }: Invocation): string => {
  const reply = messages[0]?.reply
  return reply === undefined ? '' : routeOf(reply)
}

/** Whether a process had read or written the circuit breaker of a route by the end of an invocation. */
export const hasLooked = ({ process, end }: Invocation, route: string, { calls }: History): boolean =>
  calls.some(
    (call) =>
      call.invocation.process === process &&
      call.args[0] === route &&
      call.calledAt <= (end?.at ?? 0) &&
      ['circuits.read', 'circuits.refused', 'circuits.close'].includes(call.verb) &&
      answered(call),
  )

/** What the process that made the call `before` knew of a route then, as far as its calls show; undefined if it had not looked. */
export const knownOf = (route: string, before: AnyCall, { calls }: History): Circuit | undefined => {
  let known: Circuit | undefined
  for (const call of calls) {
    if (call === before) break
    if (call.invocation.process !== before.invocation.process || call.args[0] !== route) continue
    if (call.verb === 'circuits.refused') known = call.args[1]
    if (call.verb === 'circuits.close' && answered(call)) known = { refused: [], suspected: call.args[1] }
    if (call.verb === 'circuits.read' && answered(call)) known = answerOf(call) ?? unrefused
  }
  return known
}

/** Whether the store answered all requests of the process about the route, so that its calls show what it knows. */
export const hasSeenAll = ({ invocation: { process } }: AnyCall, route: string, { calls }: History): boolean =>
  calls.every(
    (call) =>
      call.invocation.process !== process ||
      call.args[0] !== route ||
      !['circuits.read', 'circuits.refused', 'circuits.close'].includes(call.verb) ||
      answered(call),
  )

/** Every attempt to send, and the attempt of the same process through the same carrier before it. */
const attempts = ({ history }: Ledger) => {
  const last = new Map<string, CallOf<'carrier.send'>>()
  return callsOf(history.calls, 'carrier.send').map((call) => {
    const key = `${call.invocation.process} ${call.args[0]}`
    const before = last.get(key)
    last.set(key, call)
    return { at: call.calledAt, call, before }
  })
}

const spaced = invariant(
  'pace: spaced',
  'A process attempts to send through a carrier no sooner than the carrier’s interval, times the number of processes, after its last attempt, unless the carrier refused that for its rate.',
  attempts,
  ({ call, before }, { history: { config } }) => {
    if (before === undefined || carrierAnswerTo(before) === 'throttled') return undefined
    const leastMs = sendReplyProcesses * (config.sendIntervalMs?.[call.args[0]] ?? 0)
    return call.calledAt - before.calledAt < leastMs
      ? `${call.invocation.process} attempted twice within ${leastMs} ms`
      : undefined
  },
)

/** Attempts that the carrier refused for its rate, in invocations without any other fault. */
const throttled = ({ history }: Ledger) =>
  callsOf(history.calls, 'carrier.send').flatMap((call) => {
    const { invocation } = call
    const isPlain = (other: AnyCall) => other === call || other.fault === 'works'
    return carrierAnswerTo(call) === 'throttled' &&
      invocation.end?.kind === 'answered' &&
      invocation.calls.every(isPlain)
      ? [{ at: invocation.end.at, call }]
      : []
  })

/** Whether the carrier has refused all attempts of the process for ten minutes. */
const isStarved = ({ invocation, nth, args, calledAt }: CallOf<'carrier.send'>, { history }: Ledger): boolean => {
  const before = callsOf(history.calls, 'carrier.send').filter(
    (other) => other.invocation.process === invocation.process && other.args[0] === args[0] && other.nth < nth,
  )
  const since = before.findLastIndex((other) => carrierAnswerTo(other) === 'accepted')
  const [first] = before.slice(since + 1).filter((other) => carrierAnswerTo(other) === 'throttled')
  return first !== undefined && calledAt - first.calledAt >= 10 * minute - second
}

const heldBriefly = invariant(
  'pace: held',
  'A reply that the carrier refuses for its rate is released and hidden for 2 to 60 seconds; no refusal by a line is counted and no circuit breaker opens, unless the process has had nothing but such refusals for ten minutes, or knows that the breaker is open.',
  throttled,
  ({ call }, ledger) => {
    const { invocation } = call
    if (isStarved(call, ledger)) return undefined
    if (knownOf(routeIn(invocation), call, ledger.history)?.open !== undefined) return undefined
    const inboundId = invocation.messages[0]?.inboundId
    const [hidden] = callsOf(invocation.calls, 'replies.hold')
    if (hidden === undefined || hidden.args[1] < 2 * second || hidden.args[1] > 60 * second)
      return `the reply to ${inboundId}, refused for the rate, was not hidden for 2 to 60 seconds`
    return callsOf(invocation.calls, 'circuits.refused').length > 0 || invocation.counts.has('LineRefused')
      ? `a refusal for the rate counted as a refusal by the line of the reply to ${inboundId}`
      : undefined
  },
)

const handler = 'functions/send-reply/handler.ts'

/** A process sends no faster than its carrier accepts, and waits briefly if it is refused for its rate. */
export const pace: Promised = {
  invariants: [spaced, heldBriefly],
  mutants: [
    {
      name: 'no pace',
      breaks: 'A process sends as fast as it can, and the carrier refuses most of it for its rate.',
      edits: [
        {
          file: handler,
          find: '  await dispatcher.pace.turn(line.carrier)\n',
          replace: '',
        },
      ],
      foundBy: ['pace: spaced'],
    },
    {
      name: 'throttle taken for an outage',
      breaks:
        'A reply that the carrier refuses for its rate opens the circuit breaker, so a backlog is sent one probe at a time.',
      edits: [
        {
          file: 'functions/send-reply/refusals.ts',
          find: '  if (isStarved || ',
          replace: '  if (isStarved || holdMs > 0 || ',
        },
      ],
      foundBy: ['pace: held'],
    },
  ],
}
