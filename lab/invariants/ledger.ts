import { type SenderRecord, unknownSender } from '../../shared/rules/sender-record.ts'
import { logEvents, type SilentReason } from '../../shared/rules/telemetry.ts'
import { memoryMs } from '../../shared/rules/throttle.ts'
import { courses, type FaultOrNone } from '../simulation/courses.ts'
import { callsOf, type History, type Invocation, type SentText } from '../simulation/history.ts'
import { nameOf, type SenderName } from '../simulation/schedule.ts'

/** The facts that invariants check, extracted from the history of a run. */
export type Ledger = ReturnType<typeof readLedger>

export const readLedger = (history: History) => {
  const saves = readSaves(history)
  const claimings = readClaimings(history)
  const attempts = readAttempts(history)
  return {
    history,
    attempts,
    publishes: readPublishes(attempts),
    saves,
    savedReplies: readSavedReplies(saves),
    bookings: readBookings(history),
    claimings,
    settlements: readSettlements(history, claimings),
    decisions: readDecisions(history),
  }
}

const readAttempts = ({ calls }: History) =>
  callsOf(calls, 'carrier.send').flatMap((call) => {
    const reply = call.invocation.messages[0]?.reply
    return reply === undefined ? [] : [{ at: call.calledAt, inboundId: reply.inboundId, reply, call }]
  })

const readPublishes = (attempts: ReturnType<typeof readAttempts>) =>
  attempts.flatMap((attempt) =>
    attempt.call.effects.flatMap(({ at, answer }) => (answer.kind === 'accepted' ? [{ ...attempt, at }] : [])),
  )

/** Whether a process got the answer of a request that ended. */
export const hasAnswer = (fault: FaultOrNone): boolean => courses[fault].end === 'answer'

const readBookings = ({ calls }: History) =>
  callsOf(calls, 'budgets.book').flatMap(({ args: [budget, hourStart], effects, endedAt, fault, invocation }) =>
    effects.flatMap(({ at, answer }, i) => {
      const isKnown = i === effects.length - 1 && endedAt !== undefined && hasAnswer(fault)
      return answer.booked ? [{ at, budget, hourStart, invocation, isKnown }] : []
    }),
  )

const readClaimings = ({ calls }: History) =>
  callsOf(calls, 'claims.claim').flatMap((call) => {
    const [inboundId, { token }] = call.args
    const got = call.effects.find(({ answer }) => answer.token === token)
    return got === undefined ? [] : [{ at: got.at, inboundId, claim: got.answer, call }]
  })

const readSettlements = ({ calls }: History, claimings: ReturnType<typeof readClaimings>) => [
  ...callsOf(calls, 'claims.settle').flatMap((call) => {
    const [inboundId, , outcome] = call.args
    const written = call.effects.find(({ answer }) => answer)
    return written === undefined ? [] : [{ at: written.at, inboundId, outcome, call }]
  }),
  ...claimings.flatMap(({ at, inboundId, claim: { outcome }, call }) =>
    outcome === undefined || call.args[1].outcome === undefined ? [] : [{ at, inboundId, outcome, call }],
  ),
]

/** A save that replaced a sender's record. */
export type Save = {
  readonly at: number
  readonly sender: SenderName
  readonly before: SenderRecord
  readonly after: SenderRecord
  readonly invocation: Invocation
}

const readSaves = ({ calls }: History): readonly Save[] => {
  const written = callsOf(calls, 'senders.save')
    .flatMap(({ args: [key, after, version], effects, invocation }) =>
      effects.flatMap(({ at, answer }) =>
        answer === 'saved' ? [{ at, sender: nameOf(key), after, version, invocation }] : [],
      ),
    )
    .sort((a, b) => a.at - b.at || a.version - b.version)
  const latest = new Map<SenderName, SenderRecord>()
  return written.map(({ version, ...save }) => {
    const before = version === 0 ? unknownSender : (latest.get(save.sender) ?? unknownSender)
    latest.set(save.sender, save.after)
    return { ...save, before }
  })
}

/** Whether a save promises a reply that the record did not promise before. */
export const promisesMore = ({ before, after }: Save): boolean =>
  [...after.replies.keys()].some((id) => !before.replies.has(id))

export type SavedReply = Ledger['savedReplies'][number]

/** The replies that saves promise, with the time by the clock of the process, which the sender's limits count. */
const readSavedReplies = (saves: readonly Save[]) =>
  saves.flatMap(({ at, sender, before, after, invocation: madeBy }) =>
    [...after.replies]
      .filter(([inboundId]) => !before.replies.has(inboundId))
      .map(([inboundId, { at: recordedAt, dueAt }]) => ({ at, sender, inboundId, recordedAt, dueAt, madeBy })),
  )

/** The current version of a sender's record at a given time. */
const recordAt = (saves: readonly Save[], sender: SenderName, at: number): SenderRecord =>
  saves.findLast((save) => save.sender === sender && save.at <= at)?.after ?? unknownSender

/** The versions of a sender's record that were current between two times. */
export const onRecord = (saves: readonly Save[], sender: SenderName, since: number, until: number) => [
  recordAt(saves, sender, since),
  ...saves.filter((save) => save.sender === sender && save.at > since && save.at <= until).map(({ after }) => after),
]

const countryOf = (sender: SenderName) => (sender === 'C' ? 'FR' : sender === 'D' ? undefined : 'BE')

/** What of a text had been removed by then: its line, which is the last one, or its sender's country. */
export const removedBy = ({ removals, schedule, texts }: History, inboundId: string, by: number) => {
  const text = texts.find((text) => text.inboundId === inboundId)
  const removed = removals.flatMap(({ at, of }) => (at <= by ? [of] : []))
  if (text === undefined) return undefined
  if (text.to === schedule.lines.at(-1) && removed.includes('line')) return 'line'
  return removed.some((of) => of === countryOf(text.sender)) ? 'country' : undefined
}

/** Whether a text asks for silence, in a carrier's word or in others. */
export const isWish = ({ words }: SentText): boolean => words === 'STOP' || words === 'Ne m’écrivez plus'

/** Whether a reply to another text of the sender, promised by then and not cancelled, was due before this was sent. */
export const followsReply = ({ savedReplies, settlements, history }: Ledger, text: SentText, by: number, now: number) =>
  savedReplies.some(
    ({ inboundId, sender, at, dueAt }) =>
      sender === text.sender &&
      inboundId !== text.inboundId &&
      at < by &&
      now - dueAt < memoryMs(history.config) &&
      dueAt <= Math.min(text.sentAt, text.receivedAt ?? text.sentAt) &&
      !settlements.some((settled) => settled.inboundId === inboundId && settled.outcome === 'cancelled'),
  )

export type DecidedText = Ledger['decisions'][number]

const readDecisions = ({ invocations, texts }: History) =>
  invocations.flatMap((invocation) => {
    const { end, functionName } = invocation
    if (functionName !== 'receive-sms' || end?.kind !== 'answered') return []
    return verdictsOf(invocation).flatMap(([inboundId, verdict]) => {
      const text = texts.find((sent) => sent.inboundId === inboundId)
      return text === undefined ? [] : [{ at: end.at, text, verdict, invocation }]
    })
  })

type Verdict = readonly [inboundId: string, verdict: 'reply' | SilentReason]

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
