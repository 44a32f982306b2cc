import { ask, Refused } from './api.ts'
import { words } from './language.ts'
import type { ExperimentKind } from './protocol.ts'
import { type Store, withPhone } from './state.ts'

export type Actions = ReturnType<typeof createActions>

/** Everything that a person can do on the page. */
export const createActions = ({ state, change }: Store) => {
  /** Returns whether a sender could do it. If not, the phone says why. */
  const attempt = async (sender: string, done: Promise<void>, sentence: (reason: string) => string) => {
    const failed = await failureOf(done, (error) => sentence(reasonOf(error)))
    change((now) => ({ ...now, notSent: { ...now.notSent, [sender]: failed } }))
    return failed === ''
  }
  const experiment = async (done: Promise<void>): Promise<void> => {
    const refusal = await failureOf(done, reasonOf)
    change((now) => ({ ...now, refusal }))
  }
  return {
    showPhone: (shown: string) => change((now) => ({ ...withPhone(now, shown), shown })),
    chooseLine: (line: string) => change((now) => ({ ...now, line })),
    send: (from: string, text: string) =>
      attempt(from, ask('POST', '/api/messages', { from, to: state().line, text }), words.notSent),
    call: (from: string) => attempt(from, ask('POST', '/api/calls', { from, to: state().line }), words.notCalled),
    /** Tries something out. The phone shows the first who texts because of that. */
    tryOut: (kind: ExperimentKind) => {
      change((now) => ({ ...now, showsNext: kind === 'harasser' }))
      return experiment(ask('POST', '/api/experiments', { kind }))
    },
    stop: () => experiment(ask('DELETE', '/api/experiments')),
    /** Copies an alarm's command, and says so for two seconds. */
    copy: async (alarm: string, command: string) => {
      await navigator.clipboard.writeText(command)
      change((now) => ({ ...now, copied: alarm }))
      setTimeout(() => change((now) => ({ ...now, copied: now.copied === alarm ? '' : now.copied })), 2000)
    },
    /** Makes the number forget everything. The page reloads as soon as it learns of the new number. */
    startAfresh: async () => {
      change((now) => ({ ...now, restarting: true }))
      await experiment(ask('POST', '/api/restart'))
      change((now) => ({ ...now, restarting: false }))
    },
  }
}

const failureOf = (done: Promise<void>, say: (error: unknown) => string): Promise<string> => done.then(() => '', say)

/** What isn't a refusal comes from fetch: no server is listening. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Refused)) return words.noServer
  return error.status === 409 ? words.siegeRunning : words.refused(error.status, error.message)
}
