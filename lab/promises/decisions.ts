import { logEvents, type SilentReason } from '../../shared/rules/telemetry.ts'
import type { History, Invocation, SentText } from '../simulation/history.ts'

/** What a process decided about a text, according to its log. */
export type Decision = {
  readonly at: number
  readonly text: SentText
  readonly verdict: 'reply' | SilentReason
  readonly invocation: Invocation
}

export const readDecisions = ({ invocations, texts }: History): readonly Decision[] =>
  invocations.flatMap((invocation) => {
    const { end, functionName } = invocation
    if (functionName !== 'receive-sms' || end?.kind !== 'answered') return []
    return verdictsOf(invocation).flatMap(([inboundId, verdict]) => {
      const text = texts.find((sent) => sent.inboundId === inboundId)
      return text === undefined ? [] : [{ at: end.at, text, verdict, invocation }]
    })
  })

type Verdict = readonly [inboundId: string, verdict: Decision['verdict']]

const verdictsOf = ({ logs, messages }: Invocation): readonly Verdict[] => {
  // A malformed text has no id, so the process logs the id of its message.
  const inboundIdOf = (id: string) => messages.find(({ messageId }) => messageId === id)?.inboundId ?? id
  return logs.flatMap(({ event, fields }): readonly Verdict[] => {
    if (event === logEvents.replyBooked) return [[String(fields['inboundId']), 'reply']]
    if (event !== logEvents.textsSilenced) return []
    return Object.entries(fields['silenced'] ?? {}).flatMap(([reason, ids]) =>
      (ids as readonly string[]).map((id) => [inboundIdOf(id), reason as SilentReason] as const),
    )
  })
}
