import { pacedAs } from '../../shared/rules/carriers.ts'
import { second, sendReplyProcesses } from '../../shared/rules/timing.ts'
import { type CallOf, callsOf, carrierAnswerTo } from '../simulation/history.ts'
import { hasPhone } from '../virtual/stage.ts'
import { invariant } from './invariant.ts'
import type { Ledger } from './ledger.ts'

const paceOf = (call: CallOf<'carrier.send'> | CallOf<'carrier.ask'>): string =>
  pacedAs({ carrier: call.args[0], number: call.verb === 'carrier.ask' ? call.args[1] : call.args[1].from })

/** Requests to a paced carrier, each with the one before it of the same process. A phone check is not paced. */
const requests = ({ history }: Ledger) => {
  const last = new Map<string, CallOf<'carrier.send'> | CallOf<'carrier.ask'>>()
  return history.calls.flatMap((call) => {
    if (call.verb !== 'carrier.send' && (call.verb !== 'carrier.ask' || hasPhone(call.args[0]))) return []
    const key = `${call.invocation.process} ${paceOf(call)}`
    const before = last.get(key)
    last.set(key, call)
    return before === undefined ? [] : [{ at: call.calledAt, call, before }]
  })
}

const spaced = invariant(
  'pace: spaced',
  'A process asks or sends no sooner than the carrier’s interval, times the number of processes, after its last request.',
  requests,
  ({ call, before }, { history: { config } }) => {
    const leastMs = sendReplyProcesses * (config.sendIntervalMs?.[call.args[0]] ?? 0)
    return call.calledAt - before.calledAt < leastMs
      ? `${call.invocation.process} made two requests within ${leastMs} ms`
      : undefined
  },
)

const unknown = (call: CallOf<'carrier.send'>): boolean => carrierAnswerTo(call) === 'unknown'

const asksFirst = invariant(
  'pace: question',
  'After an attempt of which nobody knows what became of it, a process attempts nothing before it has asked whether anybody is there.',
  (ledger) => requests(ledger).filter(({ before }) => before.verb === 'carrier.send' && unknown(before)),
  ({ call }) =>
    call.verb === 'carrier.send' && !hasPhone(call.args[0])
      ? `${call.invocation.process} attempted to send before it asked whether anybody is there`
      : undefined,
)

const storedRests = ({ history }: Ledger) =>
  callsOf(history.calls, 'rests.replace').flatMap(({ args: [of, , { until }], effects, invocation }) =>
    effects.flatMap(({ at, answer }) => (answer ? [{ at, of, until, invocation }] : [])),
  )

const rests = invariant(
  'pace: rest',
  'No reply is submitted by an invocation that looked for a rest while one lasted, less two seconds for clock skew, but by the one that stored it.',
  ({ attempts }) => attempts,
  ({ inboundId, call: { args, invocation } }, ledger) => {
    const of = args[1].from
    // A look sees what is stored when it takes effect, not when it was called.
    const lookedAt = callsOf(invocation.calls, 'rests.read')[0]?.effects.at(-1)?.at
    const stored = storedRests(ledger)
    const broken = stored.some((rest, i) => {
      if (rest.of !== of || rest.invocation === invocation || lookedAt === undefined) return false
      const next = stored.find((later, j) => j > i && later.of === of)?.at ?? Number.POSITIVE_INFINITY
      return rest.at < lookedAt && lookedAt < Math.min(rest.until - 2 * second, next)
    })
    return broken || lookedAt === undefined
      ? `the reply to ${inboundId} was submitted while its line rested, or without a look`
      : undefined
  },
)

const restBegins = invariant(
  'pace: rest begins',
  'An invocation that gets no clear answer to an attempt begins a rest, unless one lasts, or it dies.',
  ({ attempts }) => attempts.filter(({ call }) => unknown(call)),
  ({ inboundId, call: { invocation } }) =>
    invocation.end?.kind === 'died' || callsOf(invocation.calls, 'rests.replace').length > 0
      ? undefined
      : `nobody knows what became of the reply to ${inboundId}, and no rest began`,
)

/** Requests are spaced, and rest when nobody knows what became of an attempt. */
export const pace = [spaced, asksFirst, rests, restBegins]
