import { setTimeout as delay } from 'node:timers/promises'

import type { Cloud } from '../../emulator/index.ts'
import type { LogEvent } from '../../shared/log-event.ts'
import type { Experiment } from '../client/protocol.ts'
import type { Plan, RunKind } from './plan.ts'
import { createTally } from './tally.ts'

/** A series of texts being sent, with counts of what becomes of them. */
export type Run = {
  readonly kind: RunKind
  readonly progress: () => Pick<Experiment, 'state' | 'sent' | 'total' | 'decided' | 'silenced' | 'repliesBooked'>
  readonly hear: (news: LogEvent) => void
  /** Stops sending. */
  readonly stop: () => void
}

export type Sending = {
  readonly plan: Plan
  readonly cloud: Pick<Cloud, 'newId' | 'receiveText'>
  readonly line: string
  /** Called when a text can't be sent, which ends the run. */
  readonly fail: (error: unknown) => void
}

/** More at a time would not be decided faster, and would delay what people click. */
const textsAtOnce = 4

/** Starts sending the texts of a plan to a line. */
export const startRun = (kind: RunKind, { plan, cloud, line, fail }: Sending): Run => {
  const { expect, hear, counts } = createTally()
  let [begun, sent, stopped] = [0, 0, false]

  const sendInTurn = async (): Promise<void> => {
    while (!stopped && begun < plan.texts) {
      const from = plan.senderOf(begun++)
      const id = cloud.newId({ from, to: line })
      // The decision may arrive before the call that sends the text returns.
      expect(id)
      await cloud.receiveText({ id, from, to: line, text: plan.text })
      sent++
      if (plan.everyMs > 0) await delay(plan.everyMs, undefined, { ref: false })
    }
  }
  Promise.all(Array.from({ length: plan.everyMs > 0 ? 1 : textsAtOnce }, sendInTurn)).catch((error: unknown) => {
    // Stopping a run may cut off a text that is being sent, which is not a failure.
    if (!stopped) fail(error)
    stopped = true
  })
  const state = (): Experiment['state'] => {
    if (counts().decided === plan.texts) return 'done'
    return stopped ? 'stopped' : 'running'
  }
  return {
    kind,
    progress: () => ({ state: state(), sent, total: plan.texts, ...counts() }),
    hear,
    stop: () => {
      stopped = true
    },
  }
}
