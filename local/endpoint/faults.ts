import { errorAnswer } from './answers.ts'
import type { Answer, Call, Service } from './call.ts'

/** What happens to a call instead of its answer. */
export type Effect =
  /** Nothing is done and the connection is closed. */
  | 'reset'
  /** Nothing is done; the answer is a 500. */
  | 'fail'
  /** It is done, but the connection is closed instead of an answer. */
  | 'lose-answer'
  /** Nothing is done and no answer ever comes. */
  | 'hang'
  /** The process that calls ends before it is done, or after. */
  | 'kill-before'
  | 'kill-after'
  /** Nothing is done; the answer is this error of the service, with the reason that End User Messaging adds to some. */
  | { readonly error: string; readonly status: number; readonly reason?: string }

export type Fault = {
  readonly service: Service
  readonly action: string
  /** Which calls of this action; all of them by default. */
  readonly when?: (call: Call) => boolean
  readonly effect: Effect
  /** How often; until it is removed by default. */
  readonly times?: number
}

export type Faults = {
  /** Adds a fault and gives the function that removes it. Of several that match a call, the oldest happens. */
  readonly add: (fault: Fault) => () => void
}

/** What the endpoint does with the connection when it doesn't answer. */
export type NoAnswer = 'close' | 'hang'

export type FaultyPath = Faults & {
  /** Answers the call, unless a fault comes in between. */
  readonly answer: (call: Call, work: () => Promise<Answer>) => Promise<Answer | NoAnswer>
}

export const createFaults = (): FaultyPath => {
  const active = new Map<Fault, number>()
  const take = (call: Call): Fault | undefined => {
    const [found] = [...active].find(([fault]) => matches(fault, call)) ?? []
    if (found === undefined) return undefined
    const left = (active.get(found) ?? 0) - 1
    if (left > 0) active.set(found, left)
    else active.delete(found)
    return found
  }
  return {
    add: (fault) => {
      const own = { ...fault }
      active.set(own, fault.times ?? Number.POSITIVE_INFINITY)
      return () => active.delete(own)
    },
    answer: async (call, work) => {
      const fault = take(call)
      return fault === undefined ? work() : applyEffect(fault.effect, call, work)
    },
  }
}

const matches = ({ service, action, when }: Fault, call: Call): boolean =>
  service === call.service && action === call.action && (when === undefined || when(call))

const applyEffect = async (effect: Effect, call: Call, work: () => Promise<Answer>): Promise<Answer | NoAnswer> => {
  if (typeof effect === 'object') {
    const { error, status, reason } = effect
    const details = reason === undefined ? undefined : { Reason: reason }
    return errorAnswer(call.service, { code: error, message: error, status, details })
  }
  if (effect === 'reset') return 'close'
  if (effect === 'hang') return 'hang'
  if (effect === 'fail')
    return errorAnswer(call.service, { code: 'InternalFailure', message: 'A fault was asked for.', status: 500 })
  if (effect === 'kill-before') return kill(call)
  await work()
  return effect === 'kill-after' ? kill(call) : 'close'
}

/** The connection closes when its process has ended: until then, that process must not go on. */
const kill = ({ caller }: Call): NoAnswer => {
  if (caller.kind === 'function') caller.kill?.()
  return 'hang'
}
