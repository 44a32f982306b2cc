import { callLine, Refused, restart, sendText, startExperiment, stopExperiment } from './api.ts'
import { words } from './language.ts'
import type { ExperimentKind } from './protocol.ts'
import { type State, withoutPhone, withPhone } from './state.ts'
import type { Store } from './store.ts'

/** What a person can do on the page. */
export type Actions = {
  readonly openPhone: (sender: string) => void
  readonly closePhone: (sender: string) => void
  readonly showPhone: (sender: string) => void
  readonly chooseLine: (line: string) => void
  /** Says whether the text is on its way; if not, the phone says why. */
  readonly send: (sender: string, text: string) => Promise<boolean>
  /** Calls the line, and hangs up; if that fails, the phone says why. */
  readonly call: (sender: string) => Promise<void>
  readonly tryOut: (kind: ExperimentKind) => Promise<void>
  readonly stop: () => Promise<void>
  /** The number forgets everything. The page loads again as soon as it hears of the new one. */
  readonly startAfresh: () => Promise<void>
}

export const createActions = ({ state, change }: Store<State>): Actions => {
  const complain = (sender: string, sentence: string): void =>
    change((now) => ({ ...now, notSent: { ...now.notSent, [sender]: sentence } }))
  const experiment = async (act: () => Promise<Partial<State>>): Promise<void> => {
    const result = await act().catch((error: unknown) => ({
      refusal: isConflict(error) ? words.siegeRunning : reasonOf(error),
    }))
    change((now) => ({ ...now, refusal: '', ...result }))
  }
  return {
    openPhone: (sender) => change((now) => ({ ...withPhone(now, sender), shown: sender })),
    closePhone: (sender) => change((now) => withoutPhone(now, sender)),
    showPhone: (shown) => change((now) => ({ ...now, shown })),
    chooseLine: (line) => change((now) => ({ ...now, line })),
    send: async (from, text) => {
      const notSent = await sendText({ from, to: state().line, text }).then(
        () => '',
        (error: unknown) => words.notSent(reasonOf(error)),
      )
      complain(from, notSent)
      return notSent === ''
    },
    call: async (from) => {
      const notCalled = await callLine({ from, to: state().line }).then(
        () => '',
        (error: unknown) => words.notCalled(reasonOf(error)),
      )
      complain(from, notCalled)
    },
    tryOut: (kind) => experiment(async () => ({ experiment: await startExperiment(kind) })),
    stop: () =>
      experiment(async () => {
        await stopExperiment()
        return {}
      }),
    startAfresh: async () => {
      change((now) => ({ ...now, restarting: true }))
      await experiment(async () => {
        await restart()
        return {}
      })
      change((now) => ({ ...now, restarting: false }))
    },
  }
}

/** Anything but a refusal is fetch's way of saying that nobody listens. */
const reasonOf = (error: unknown): string => (error instanceof Refused ? error.message : words.noServer)

/** One experiment is in the way of another. */
const isConflict = (error: unknown): boolean => error instanceof Refused && error.status === 409
