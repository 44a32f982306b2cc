/**
 * The interfaces to everything outside the functions, with what an implementation must guarantee. Times are
 * milliseconds since 1970. A method rejects on an error or without an answer; then it may or may not have had an
 * effect.
 */

import type { Counters } from './rules/budget.ts'
import type { Quota } from './rules/config.ts'
import type { Crowd } from './rules/crowd.ts'
import type { DeliveryReport, DeliveryStatus } from './rules/delivery-report.ts'
import type { QueuedReply } from './rules/queued-reply.ts'
import type { SenderRecord } from './rules/sender-record.ts'
import type { Outcome } from './rules/telemetry.ts'

/** A sender's record with the version that it had when it was read, version 0 if none was stored, or `noVersion`. */
export type StoredSender = { readonly record: SenderRecord; readonly version: number }

/** Stores senders' records by sender key. */
export type SenderStore = {
  /** Returns the sender's record, or `unknownSender`. Only a consistent read is sure to see the latest save. */
  readonly load: (senderKey: string, read: 'eventual' | 'consistent') => Promise<StoredSender>
  /** Replaces the record if it still has `version`. From `expiresAt` (milliseconds) the store may delete it. */
  readonly save: (
    senderKey: string,
    record: SenderRecord,
    version: number,
    expiresAt: number,
  ) => Promise<'saved' | 'conflict'>
}

/** A crowd that its caller goes on counting in. */
type CountedCrowd = Record<string, number>

/** Counts who texts a budget, by period. */
export type CrowdStore = {
  readonly read: (budget: string, period: number, read: 'eventual' | 'consistent') => Promise<CountedCrowd>
  /** Adds counts, perhaps twice if an answer is lost. Returns the crowd after that. */
  readonly add: (budget: string, period: number, counts: Crowd) => Promise<CountedCrowd>
}

/** Counts booked replies by budget, month, day and hour. */
export type BudgetStore = {
  /** Books a reply if its hour, day and month have room, and then deletes `past`. Returns the counters after that. */
  readonly book: (
    budget: string,
    hourStart: number,
    quota: Quota,
    past: readonly string[],
  ) => Promise<{ readonly booked: boolean; readonly counters: Counters }>
  /** Returns the counters of a month such as `2026-11`, perhaps without past hours. An eventual read may be old. */
  readonly read: (budget: string, month: string, read: 'eventual' | 'consistent') => Promise<Counters>
}

/** The right to send the reply to one text, held by `token` since `claimedAt`. An outcome makes it final. */
export type Claim = {
  readonly token: string
  readonly claimedAt: number
  readonly outcome?: Outcome
  /** The carrier's final report. It may arrive before the outcome is written. */
  readonly report?: DeliveryStatus
}

/** Stores claims by the id of the inbound text. Reads are consistent. */
export type ClaimStore = {
  readonly read: (inboundId: string) => Promise<Claim | undefined>
  /** Stores the claim unless there is one. Returns the stored claim, which is the caller's if it has its token. */
  readonly claim: (inboundId: string, claim: Claim) => Promise<Claim>
  /** Writes the outcome into the claim with this token unless it has one. Returns whether `settlement` settled it. */
  readonly settle: (inboundId: string, token: string, outcome: Outcome, settlement: string) => Promise<boolean>
  /** Stores the first report about a reply in its claim, if there is one. Returns whether the first was `token`'s. */
  readonly report: (report: DeliveryReport, token: string) => Promise<boolean>
  /** Remembers which reply the carrier knows by this id of its own, for as long after `sentAt` as a claim lasts. */
  readonly noteMessageId: (messageId: string, inboundId: string, sentAt: number) => Promise<void>
  /** Returns the inbound id of the reply that the carrier knows by this id, if it was noted. */
  readonly inboundIdOf: (messageId: string) => Promise<string | undefined>
  /** Deletes the claim with this token if it has no outcome, so that the reply can be claimed again. */
  readonly release: (inboundId: string, token: string) => Promise<void>
}

/** Stores the debts of lines for replies that may be lost, by their numbers or addresses (rules/debt.ts). */
export type DebtStore = {
  /** Returns when the line will have paid its debt, 0 if it never had one. Reads are consistent. */
  readonly read: (line: string) => Promise<number>
  /** Adds to what the line owes at `now`, in milliseconds, never twice. A negative sum pays some of it back. */
  readonly add: (line: string, ms: number, now: number) => Promise<void>
}

/** The queue of texts. */
export type TextQueue = {
  /** Hides a received text for `ms` milliseconds, which must not exceed `longestHiddenMs`. */
  readonly hide: (receiptHandle: string, ms: number) => Promise<void>
}

/** The queue of replies that are not settled. */
export type ReplyQueue = {
  /** Puts a reply into the queue, which delivers it at least once, at once or later. */
  readonly put: (reply: QueuedReply) => Promise<void>
  /** Hides a received reply for `ms` milliseconds, which must not exceed `longestHiddenMs`. */
  readonly hide: (receiptHandle: string, ms: number) => Promise<void>
}

/** A reply as a carrier gets it. A carrier that bills by the part must not charge more than `maxPricePerReplyUsd`. */
export type OutboundText = {
  readonly inboundId: string
  readonly from: string
  readonly to: string
  readonly text: string
  readonly maxPricePerReplyUsd: number
}

/** A code without phone number or message text: a `Reason` of AWS, the name of an error, or a status. */
type Because = { readonly reason: string }

/** The result of one send attempt: `accepted`, `rejected` and `unknown` are final, the others are tried again. */
export type SendResult =
  /** The carrier took the reply. Reports may refer to it by `messageId`, which says nothing about the recipient. */
  | { readonly kind: 'accepted'; readonly messageId?: string }
  /** Requests came too fast. */
  | ({ readonly kind: 'throttled' } & Because)
  /** The line, its account or the network can't send now. */
  | ({ readonly kind: 'retryable' } & Because)
  /** Either the line can't send, or only this destination is refused. Nobody knows which. */
  | ({ readonly kind: 'refused' } & Because)
  /** Refused for good, because of the destination. */
  | ({ readonly kind: 'rejected' } & Because)
  /** The reply may have been accepted or not. */
  | ({ readonly kind: 'unknown' } & Because)

/** The answer to a question. `nobody` answered, the line is `not ready`, or somebody objects, for a reason as above. */
export type Presence = 'somebody' | 'nobody' | 'not ready' | { readonly refused: string }

/** Sends the replies of a carrier's lines. */
export type Gateway = {
  /** Asks whether anybody would take this reply now, by a cheap call that sends nothing. Never throws. */
  readonly ask: (outbound: OutboundText) => Promise<Presence>
  /** Asks whether the carrier hands over what the line receives, where that is a setting of its. Never throws. */
  readonly hears?: (line: string) => Promise<Presence>
  /** Attempts once and never throws. */
  readonly send: (outbound: OutboundText) => Promise<SendResult>
}

/** Metrics and log lines. Neither may contain a phone number or a message text. */
export type Telemetry = {
  /** Adds `value`, by default 1, to a metric of this invocation. */
  readonly count: (metric: string, value?: number) => void
  readonly log: (event: string, fields: LogFields) => void
}

/** Ids of texts, reasons, times, counts. */
export type LogFields = { readonly [field: string]: string | number | boolean | readonly string[] | LogFields }
