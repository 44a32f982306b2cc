import { setTimeout as delay } from 'node:timers/promises'
import type { Cloud } from '../../emulator/index.ts'
import type { LogEvent } from '../../ops/log-event.ts'
import type { AnySilentReason } from '../../shared/rules/telemetry.ts'
import type { Experiment, RunKind } from '../client/protocol.ts'
import type { Senders } from './senders.ts'
import { createTimeline } from './timeline.ts'

/** A series of texts being sent, with counts of what becomes of them. */
export type Run = ReturnType<typeof startRun>

type Sending = {
  readonly plan: Plan
  readonly cloud: Pick<Cloud, 'newId' | 'receiveText'>
  readonly line: string
  /** Called when a text can't be sent, which ends the run. */
  readonly fail: (error: unknown) => void
}

/** More at a time would not be decided faster, and would delay what people click. */
const textsAtOnce = 4

/** Starts sending the texts of a plan to a line. */
export const startRun = (kind: RunKind, { plan, cloud, line, fail }: Sending) => {
  const { timeline, count } = createTimeline()
  const { expect, hear, hearWait, counts: countDecided } = createTally(() => count('sent'))
  let [begun, sent, stopped] = [0, 0, false]

  const sendInTurn = async (): Promise<void> => {
    while (!stopped && begun < plan.texts) {
      const from = plan.senderOf(begun++)
      const id = cloud.newId({ from, to: line })
      // The decision may arrive before the call that sends the text returns.
      expect(id)
      await cloud.receiveText({ id, from, to: line, text: plan.text })
      sent++
      count('arrived')
      if (plan.everyMs > 0) await delay(plan.everyMs, undefined, { ref: false })
    }
  }
  Promise.all(Array.from({ length: plan.everyMs > 0 ? 1 : textsAtOnce }, sendInTurn)).catch((error: unknown) => {
    // Stopping a run may cut off a text that is being sent, which is not a failure.
    if (!stopped) fail(error)
    stopped = true
  })
  const counts = () => ({ sent, timeline: timeline(), ...countDecided(sent) })
  const state = (): Experiment['state'] => {
    const { decided, waiting } = counts()
    if (decided + waiting === plan.texts) return 'done'
    return stopped ? 'stopped' : 'running'
  }
  return {
    kind,
    progress: () => ({ state: state(), total: plan.texts, ...counts() }),
    hear,
    hearWait,
    stop: (): void => {
      stopped = true
    },
  }
}

/** The texts that a run sends, from senders that the number doesn't know yet. */
type Plan = {
  readonly texts: number
  readonly senderOf: (index: number) => string
  /** The time from one text to the next; 0 sends them as fast as the number accepts them. */
  readonly everyMs: number
  readonly text: string
}

export const planOf = (kind: RunKind, { next }: Senders, siegeTexts: number): Plan => {
  if (kind === 'siege') return { texts: siegeTexts, senderOf: next, everyMs: 0, text: 'On te tient' }
  const harasser = next()
  return { texts: 25, senderOf: () => harasser, everyMs: 200, text: 'Tu réponds ?' }
}

const createTally = (replySent: () => void) => {
  const [undecided, promised] = [new Set<string>(), new Set<string>()]
  const silenced: Partial<Record<AnySilentReason, number>> = {}
  let [decided, repliesBooked, repliesSent, waits] = [0, 0, 0, 0]
  return {
    expect: (inboundId: string): void => void undecided.add(inboundId),
    hear: ({ inboundId, decision, outcome }: LogEvent): void => {
      if (outcome === 'sent' && promised.delete(inboundId)) {
        repliesSent++
        replySent()
      }
      if (decision === undefined || !undecided.delete(inboundId)) return
      decided++
      if (decision.kind === 'silent') silenced[decision.reason] = (silenced[decision.reason] ?? 0) + 1
      else {
        repliesBooked++
        promised.add(inboundId)
      }
    },
    /** Hears that some text waits for room, which need not be one of the run, and may have waited before. */
    hearWait: (): void => void waits++,
    counts: (sent: number) => ({
      decided,
      waiting: Math.max(0, Math.min(waits, sent - decided)),
      repliesBooked,
      repliesSent,
      silenced: { ...silenced },
    }),
  }
}
