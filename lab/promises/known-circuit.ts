import { type Circuit, unrefused } from '../../shared/rules/circuit.ts'
import { routeOf } from '../../shared/rules/queued-reply.ts'
import type { AnyCall, CallOf, History, Invocation } from '../simulation/history.ts'

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
