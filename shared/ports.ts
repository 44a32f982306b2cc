/** What the functions need from the outside, one promise per verb. */

import type { CarrierLogEvent } from '../carriers/telemetry.ts'
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

/** The right to send the reply to one text, held by the owner of `token`. An outcome makes it final. */
export type Claim = {
  readonly token: string
  readonly claimedAt: number
  readonly outcome?: Outcome
  /** An operator has cancelled the reply, and send-reply has not counted that yet. */
  readonly uncounted?: true
  /** The carrier's final report. It may arrive before the outcome is written. */
  readonly delivery?: DeliveryStatus
}

/** Claims, by inbound id. Reads are consistent. */
export type ClaimStore = {
  readonly read: (inboundId: string) => Promise<Claim | undefined>
  /** Puts the claim if there is none. Returns the stored claim, which is ours if it has our token, even when our first answer was lost. */
  readonly claim: (inboundId: string, claim: Claim) => Promise<Claim>
  /**
   * Writes an outcome into a claim that has none, or an uncounted one. Returns true for exactly one settlement, even when its first answer was
   * lost.
   */
  readonly settle: (inboundId: string, token: string, outcome: Outcome, settlement: string) => Promise<boolean>
  /**
   * Stores the first report about a reply in its claim, if there is one. Returns true for exactly one report, even when its first answer was
   * lost; each report has its own token.
   */
  readonly report: (report: DeliveryReport, token: string) => Promise<boolean>
  /** Releases our claim, so that the reply can be claimed again. */
  readonly release: (inboundId: string, token: string) => Promise<void>
}

/**
 * An open circuit breaker: a line can't send to a country now. Times are milliseconds. At `probeAt` one reply may be sent as a probe; at
 * `bookAt` one late reply may be booked, to probe later.
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
  /** Opens a circuit. If it is open already, only the reason and `probeAt` change. */
  readonly open: (route: string, circuit: OpenCircuit) => Promise<void>
  /** Moves a turn from the moment that was read to a later one. Returns true for one caller only. */
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
 * The result of the one attempt. `accepted`: by the carrier, which is not delivery. `retryable`: the line, its account or the network can't
 * send now, and nothing was accepted. `rejected`: for good, because of the destination. `unknown`: it may or may not have been accepted.
 */
export type CarrierAnswer =
  | { readonly kind: 'accepted' }
  | ({ readonly kind: 'retryable' | 'rejected' | 'unknown' } & Because)

/** What moves SMS. */
export type Carrier = {
  /** Whether a line can send now; its replies wait if not. Throws if this can't be found out. */
  readonly isReady: (line: string) => Promise<boolean>
  /** Attempts once and never throws. */
  readonly send: (sms: OutboundSms) => Promise<CarrierAnswer>
}

/** Metrics and log lines, which hold neither a phone number nor a text. */
export type Telemetry = {
  /** Adds to a metric of this invocation. */
  readonly count: (metric: CountedName, value?: number) => void
  readonly log: (event: (typeof logEvents)[keyof typeof logEvents] | CarrierLogEvent, fields: LogFields) => void
}

/** Ids of texts, reasons, times, counts. */
export type LogFields = { readonly [field: string]: string | number | boolean | readonly string[] | LogFields }
