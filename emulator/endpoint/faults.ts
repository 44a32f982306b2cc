import { failed } from './answers.ts'
import type { Answer, Call } from './call.ts'

/** What happens to a request instead of a normal response. */
export type Effect =
  /** The connection is closed, and the request is not processed. */
  | 'reset'
  /** The response has the status 500, and the request is not processed. */
  | 'fail'
  /** The request is processed, but the connection is closed without a response. */
  | 'lose-answer'
  /** There is never a response, and the request is not processed. */
  | 'hang'
  /** The execution environment that makes the request ends, before or after the request is processed. */
  | 'kill-before'
  | 'kill-after'
  /** The response is this error; nothing is processed. End User Messaging adds a `reason` to some errors. */
  | { readonly error: string; readonly status: number; readonly reason?: string }

export type Fault = {
  readonly service: string
  readonly action: string
  /** Whether the fault applies to a request for this action; by default it always does. */
  readonly when?: (call: Call) => boolean
  readonly effect: Effect
  /** How many requests the fault applies to; by default all until it is removed. */
  readonly times?: number
}

/** What happens to the connection if there is no response. */
export type NoAnswer = 'close' | 'hang'

export const createFaults = () => {
  const active = new Set<{ readonly fault: Fault; left: number }>()
  return {
    /** Adds a fault, and returns a function that removes it. Of several that match, the oldest applies. */
    add: (fault: Fault): (() => void) => {
      const added = { fault, left: fault.times ?? Number.POSITIVE_INFINITY }
      active.add(added)
      return () => active.delete(added)
    },
    /** Processes the request with `work`, unless a fault applies to it. */
    answer: async (call: Call, work: () => Promise<Answer>): Promise<Answer | NoAnswer> => {
      const found = [...active].find(({ fault }) => matches(fault, call))
      if (found === undefined) return work()
      if (--found.left <= 0) active.delete(found)
      return applyEffect(found.fault.effect, call, work)
    },
  }
}

const matches = ({ service, action, when }: Fault, call: Call): boolean =>
  service === call.service && action === call.action && (when === undefined || when(call))

const applyEffect = async (effect: Effect, call: Call, work: () => Promise<Answer>): Promise<Answer | NoAnswer> => {
  if (typeof effect === 'object') {
    const { error, status, reason } = effect
    const details = reason === undefined ? undefined : { Reason: reason }
    return failed(call, { code: error, message: error, status, details })
  }
  if (effect === 'reset') return 'close'
  if (effect === 'hang') return 'hang'
  if (effect === 'fail')
    return failed(call, { code: 'InternalFailure', message: 'A fault was asked for.', status: 500 })
  if (effect === 'kill-before') return kill(call)
  await work()
  return effect === 'kill-after' ? kill(call) : 'close'
}

/** Ends the caller's execution environment, which gets no response, so that it can't go on before it ends. */
const kill = ({ caller }: Call): NoAnswer => {
  if (caller.kind === 'function') caller.kill?.()
  return 'hang'
}
