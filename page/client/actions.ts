import { callLine, Refused, restart, sendText, startExperiment, stopExperiment } from './api.ts'
import { words } from './language.ts'
import type { ExperimentKind } from './protocol.ts'
import { type State, type Store, withoutPhone, withPhone } from './state.ts'

/** Everything that a person can do on the page. */
export type Actions = {
  readonly openPhone: (sender: string) => void
  readonly closePhone: (sender: string) => void
  readonly showPhone: (sender: string) => void
  readonly chooseLine: (line: string) => void
  /** Returns whether the text is on its way. If it is not, the phone says why. */
  readonly send: (sender: string, text: string) => Promise<boolean>
  /** Calls the line and hangs up. If that fails, the phone says why. */
  readonly call: (sender: string) => Promise<void>
  readonly tryOut: (kind: ExperimentKind) => Promise<void>
  readonly stop: () => Promise<void>
  /** Makes the number forget everything. The page reloads as soon as it learns of the new number. */
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

/** Why an action failed. An error that isn't a refusal comes from fetch, and means that no server is listening. */
const reasonOf = (error: unknown): string =>
  error instanceof Refused ? words.refused(error.status, error.message) : words.noServer

/** Whether an experiment was refused because another one is running. */
const isConflict = (error: unknown): boolean => error instanceof Refused && error.status === 409
