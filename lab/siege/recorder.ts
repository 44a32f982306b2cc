import type { LogFields } from '../../shared/ports.ts'
import { farAhead } from '../../shared/rules/even-share.ts'
import { partsPerReply } from '../../shared/rules/messages.ts'
import { logEvents, metricNames } from '../../shared/rules/telemetry.ts'
import { nameOfKey } from '../virtual/stage.ts'
import type { ReplayOutcome, Reply } from './replay-outcome.ts'
import type { Text } from './traffic.ts'

/** Records the outcome of a replay from what the number's functions log and count. */
export const createRecorder = (now: () => number, onReply: (reply: Reply) => void) => {
  const received: Text[] = []
  const replies: Reply[] = []
  const silences: { readonly text: Text; readonly reason: string }[] = []
  let monthAheadAt: number | undefined
  const textOf = (id: unknown): Text => {
    // Carriers with a topic of their own hash ids.
    const text = received[Number(nameOfKey(String(id)))]
    if (text === undefined) throw new Error(`No text has the id ${id}`)
    return text
  }
  return {
    /** Records a text. Returns the id by which logs will refer to it. */
    receive: (text: Text): string => String(received.push(text) - 1),
    count: (metric: string, value = 1): void => {
      if (metric === metricNames.monthAhead && value > farAhead) monthAheadAt ??= now()
    },
    log: (event: string, fields: LogFields): void => {
      if (event === logEvents.textsSilenced)
        for (const [reason, ids] of Object.entries(fields['silenced'] as Record<string, readonly string[]>))
          silences.push(...ids.map((id) => ({ text: textOf(id), reason })))
      if (event !== logEvents.replySettled || fields['outcome'] !== 'sent') return
      const reply = { text: textOf(fields['inboundId']), at: now(), parts: partsPerReply }
      replies.push(reply)
      onReply(reply)
    },
    outcome: (): ReplayOutcome => ({ received, replies, silences, monthAheadAt }),
  }
}
