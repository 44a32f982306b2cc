import { carriers } from '../../shared/rules/carriers.ts'
import { minute, sendReplyProcesses } from '../../shared/rules/timing.ts'
import { type CallOf, carrierAnswerTo } from '../simulation/history.ts'
import { hasPhone } from '../virtual/stage.ts'
import { type Invariant, invariant } from './invariant.ts'
import type { Ledger } from './ledger.ts'

/** Whose rate a request keeps to. */
const paceOf = (call: CallOf<'carrier.send'> | CallOf<'carrier.ask'>): string => {
  const [carrier] = call.args
  const line = call.verb === 'carrier.ask' ? call.args[1] : call.args[1].from
  return carriers[carrier].pacedBy === 'line' ? line : carrier
}

/** Every request to a carrier that is paced, and the one of the same process before it. A phone check is not paced. */
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

const rests = invariant(
  'pace: rest',
  'After an attempt of which nobody knows what became of it, a process makes no request to the carrier for two minutes, nor an attempt before a question.',
  (ledger) => requests(ledger).filter(({ before }) => before.verb === 'carrier.send' && unknown(before)),
  ({ call, before }) => {
    if (call.calledAt - before.calledAt < 2 * minute)
      return `${call.invocation.process} did not rest after ${before.nth}`
    return call.verb === 'carrier.send' && !hasPhone(call.args[0])
      ? `${call.invocation.process} attempted to send before it asked whether anybody is there`
      : undefined
  },
)

/** Requests are spaced, and rest when nobody knows what became of an attempt. */
export const pace: readonly Invariant[] = [spaced, rests]
