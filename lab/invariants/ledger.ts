import type { Claim } from '../../shared/ports.ts'
import type { QueuedReply } from '../../shared/rules/queued-reply.ts'
import { type SenderRecord, unknownSender } from '../../shared/rules/sender-record.ts'
import { logEvents, type Outcome, type SilentReason } from '../../shared/rules/telemetry.ts'
import {
  type CallOf,
  callsOf,
  courses,
  type FaultOrNone,
  type History,
  type Invocation,
  type SentText,
} from '../simulation/history.ts'
import { nameOf, type SenderName } from '../simulation/schedule.ts'

/** The facts that invariants check, extracted from the history of a run. */
export type Ledger = {
  readonly history: History
  readonly publishes: readonly Publish[]
  readonly saves: readonly Save[]
  readonly savedReplies: readonly SavedReply[]
  readonly bookings: readonly Booking[]
  readonly claimings: readonly Claiming[]
  readonly settlements: readonly Settlement[]
  readonly decisions: readonly DecidedText[]
}

/** A reply that the carrier accepted, whether or not the process learnt of it. */
export type Publish = {
  readonly at: number
  readonly inboundId: string
  readonly reply: QueuedReply
  readonly call: CallOf<'carrier.send'>
}

type Booking = {
  readonly at: number
  /** Whether its process learnt of it. */
  readonly isKnown: boolean
  readonly budget: string
  readonly hourStart: number
  readonly invocation: Invocation
}

/** A claim that a process was granted: the store returned a claim with the token of the process. */
type Claiming = {
  readonly at: number
  readonly inboundId: string
  readonly claim: Claim
  readonly call: CallOf<'claims.claim'>
}

/** An outcome that was written. */
export type Settlement = {
  readonly at: number
  readonly inboundId: string
  readonly outcome: Outcome
  readonly call: CallOf<'claims.claim'> | CallOf<'claims.settle'>
}

export const readLedger = (history: History): Ledger => {
  const saves = readSaves(history)
  const claimings = readClaimings(history)
  return {
    history,
    publishes: readPublishes(history),
    saves,
    savedReplies: readSavedReplies(saves),
    bookings: readBookings(history),
    claimings,
    settlements: readSettlements(history, claimings),
    decisions: readDecisions(history),
  }
}

const readPublishes = ({ calls }: History): readonly Publish[] =>
  callsOf(calls, 'carrier.send').flatMap((call) =>
    call.effects.flatMap(({ at, answer }) => {
      const [message] = call.invocation.messages
      return message?.reply === undefined || answer.kind !== 'accepted'
        ? []
        : [{ at, inboundId: message.inboundId, reply: message.reply, call }]
    }),
  )

/** Whether a process got the answer of a request that ended. */
export const hasAnswer = (fault: FaultOrNone): boolean => courses[fault].end === 'answer'

const readBookings = ({ calls }: History): readonly Booking[] =>
  callsOf(calls, 'budgets.book').flatMap(({ args: [budget, hourStart], effects, endedAt, fault, invocation }) =>
    effects.flatMap(({ at, answer }, i) =>
      answer.booked
        ? [
            {
              at,
              budget,
              hourStart,
              invocation,
              isKnown: i === effects.length - 1 && endedAt !== undefined && hasAnswer(fault),
            },
          ]
        : [],
    ),
  )

const readClaimings = ({ calls }: History): readonly Claiming[] =>
  callsOf(calls, 'claims.claim').flatMap((call) => {
    const [inboundId, { token }] = call.args
    const got = call.effects.find(({ answer }) => answer.token === token)
    return got === undefined ? [] : [{ at: got.at, inboundId, claim: got.answer, call }]
  })

const readSettlements = ({ calls }: History, claimings: readonly Claiming[]): readonly Settlement[] => [
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

/** A reply that a save has promised. It counts against the limits of its sender. */
export type SavedReply = {
  readonly at: number
  readonly sender: SenderName
  readonly inboundId: string
  /** The time by the clock of the process that promised it. */
  readonly recordedAt: number
  readonly dueAt: number
  readonly madeBy: Invocation
}

const readSaves = ({ calls }: History): readonly Save[] => {
  const written = callsOf(calls, 'senders.save')
    .flatMap(({ args: [key, after, version], effects, invocation }) =>
      effects.flatMap(({ at, answer }) =>
        // An alias is not a record of a sender.
        answer === 'saved' && after.alias === undefined
          ? [{ at, sender: nameOf(key), after, version, invocation }]
          : [],
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

const readSavedReplies = (saves: readonly Save[]): readonly SavedReply[] =>
  saves.flatMap(({ at, sender, before, after, invocation }) =>
    [...after.replies]
      .filter(([inboundId]) => !before.replies.has(inboundId))
      .map(([inboundId, { at: recordedAt, dueAt }]) => ({
        at,
        sender,
        inboundId,
        recordedAt,
        dueAt,
        madeBy: invocation,
      })),
  )

/** The current version of a sender's record at a given time. */
export const recordAt = (saves: readonly Save[], sender: SenderName, at: number): SenderRecord =>
  saves.findLast((save) => save.sender === sender && save.at <= at)?.after ?? unknownSender

/** Every version of a sender's record that was current between two times. */
export const onRecord = (
  saves: readonly Save[],
  sender: SenderName,
  since: number,
  until: number,
): readonly SenderRecord[] => [
  recordAt(saves, sender, since),
  ...saves.filter((save) => save.sender === sender && save.at > since && save.at <= until).map(({ after }) => after),
]

/** What a process decided about a text, according to its log. */
export type DecidedText = {
  readonly at: number
  readonly text: SentText
  readonly verdict: 'reply' | SilentReason
  readonly invocation: Invocation
}

const readDecisions = ({ invocations, texts }: History): readonly DecidedText[] =>
  invocations.flatMap((invocation) => {
    const { end, functionName } = invocation
    if (functionName !== 'receive-sms' || end?.kind !== 'answered') return []
    return verdictsOf(invocation).flatMap(([inboundId, verdict]) => {
      const text = texts.find((sent) => sent.inboundId === inboundId)
      return text === undefined ? [] : [{ at: end.at, text, verdict, invocation }]
    })
  })

type Verdict = readonly [inboundId: string, verdict: DecidedText['verdict']]

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
