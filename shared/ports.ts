/** What the functions ask of the world, one promise for each verb. */

import type { Counters, Quota } from './rules/budget.ts'
import type { DeliveryReport, DeliveryStatus } from './rules/delivery-report.ts'
import type { QueuedReply } from './rules/queued-reply.ts'
import type { SenderRecord } from './rules/sender-record.ts'
import type { CountedName, logEvents, Outcome } from './rules/telemetry.ts'

/** A record and the version that it had when it was read; 0 if there was none. */
export type StoredSender = { readonly record: SenderRecord; readonly version: number }

/** What is remembered of senders, by sender key. */
export type SenderStore = {
  /** The sender's record, or an unknown sender's. Only a consistent read is sure to see the last save. */
  readonly load: (senderKey: string, read: 'eventual' | 'consistent') => Promise<StoredSender>
  /** Replaces the record if it still has `version`. A conflict changes nothing. `expiresAt` is when it may be deleted, in milliseconds. */
  readonly save: (
    senderKey: string,
    record: SenderRecord,
    version: number,
    expiresAt: number,
  ) => Promise<'saved' | 'conflict'>
}

/** The parts booked, by budget, month, day and hour. */
export type BudgetStore = {
  /**
   * Adds parts to an hour, its day, its month and the quota's window if all have room, and drops the counters of periods that are
   * `past`. Gives the month's counters after it or, not booked, those that left no room: then nothing has changed.
   */
  readonly book: (
    budget: string,
    hourStart: number,
    parts: number,
    quota: Quota,
    past: readonly string[],
  ) => Promise<{ readonly booked: boolean; readonly counters: Counters }>
  /** A month's counters (`2026-11`) as the last booking left them, or one shortly before if the read is eventual. Periods that are over may be missing. */
  readonly read: (budget: string, month: string, read: 'eventual' | 'consistent') => Promise<Counters>
}

/** The right to send the reply to one text, taken by whoever holds `token`. With an outcome, all is said and done. */
export type Claim = {
  readonly token: string
  readonly claimedAt: number
  readonly outcome?: Outcome
  /** A person ended the reply, by a command, and nobody has counted that yet. */
  readonly uncounted?: true
  /** What the carrier reported in the end; it may come before the outcome. */
  readonly delivery?: DeliveryStatus
}

/** Claims, by inbound id. Reads are consistent. */
export type ClaimStore = {
  readonly read: (inboundId: string) => Promise<Claim | undefined>
  /** Puts the claim if there is none. Gives the claim that stands: ours if it has our token, even when our first answer was lost. */
  readonly claim: (inboundId: string, claim: Claim) => Promise<Claim>
  /** Writes the outcome of a claim that has none, or none that was counted. True for the one settlement that counts, also when its first answer was lost. */
  readonly settle: (inboundId: string, token: string, outcome: Outcome, settlement: string) => Promise<boolean>
  /**
   * Notes the first report about a reply beside its claim, if there is one, and changes nothing else. True for the one note that
   * counts, also when its first answer was lost: each note has a token of its own.
   */
  readonly report: (report: DeliveryReport, token: string) => Promise<boolean>
  /** Gives our claim up, so that the reply can be claimed again. */
  readonly release: (inboundId: string, token: string) => Promise<void>
}

/**
 * A circuit breaker that is open: replies of a line to a country can't be sent now. Times are milliseconds. At `probeAt` one reply
 * may try to be sent; at `bookAt` one that has no hour any more may be booked, to try then.
 */
export type OpenCircuit = {
  readonly reason: string
  readonly openedAt: number
  readonly probeAt: number
  readonly bookAt: number
}

export type Turn = 'probeAt' | 'bookAt'

/** Circuit breakers, by route (`routeOf` a line and a country). One that is closed is not stored. Reads are consistent. */
export type CircuitStore = {
  readonly read: (route: string) => Promise<OpenCircuit | undefined>
  /** Opens a circuit; of one that is open, only the reason and `probeAt` change. */
  readonly open: (route: string, circuit: OpenCircuit) => Promise<void>
  /** Moves a turn from the moment that was read to a later one. True for one caller only. */
  readonly take: (route: string, turn: Turn, from: number, to: number) => Promise<boolean>
  readonly close: (route: string) => Promise<void>
}

/** The replies that wait. */
export type ReplyQueue = {
  readonly put: (reply: QueuedReply) => Promise<void>
  /** Hides a received reply for that long, at most `longestHoldMs`. */
  readonly hold: (receiptHandle: string, ms: number) => Promise<void>
}

/** The reply to one text, for a phone. A carrier that bills by the part must not send it if it costs more than `maxPriceUsd`. */
export type OutboundSms = {
  readonly inboundId: string
  readonly from: string
  readonly to: string
  readonly text: string
  readonly maxPriceUsd: number
}

/** Why, as a code that holds neither a number nor a text: a `Reason` of AWS, the name of an error, a status. */
type Because = { readonly reason: string }

/**
 * What became of the one attempt. `accepted` by the carrier, which is not delivery. `retryable`: the line, its account or the way
 * there can't send now; nothing was taken. `rejected` for good, since it is the destination that is wrong. `unknown`, when it may or may not
 * have been accepted.
 */
export type CarrierAnswer =
  | { readonly kind: 'accepted' }
  | ({ readonly kind: 'retryable' | 'rejected' | 'unknown' } & Because)

/** What moves SMS. */
export type Carrier = {
  /** Whether a line could send now, so that its replies had better wait if not. Throws when that can't be found out. */
  readonly isReady: (line: string) => Promise<boolean>
  /** Attempts once and never throws. */
  readonly send: (sms: OutboundSms) => Promise<CarrierAnswer>
}

/** What the outside may know: counts, and log lines that hold neither a phone number nor a text. */
export type Telemetry = {
  /** Adds to a metric of this invocation. */
  readonly count: (metric: CountedName, value?: number) => void
  readonly log: (event: (typeof logEvents)[keyof typeof logEvents], fields: LogFields) => void
}

/** Ids of texts, reasons, times, counts. */
export type LogFields = { readonly [field: string]: string | number | boolean | readonly string[] | LogFields }
