import type { CarrierName } from '../../carriers/registry.ts'
import { type CarrierMetricName, carrierTroubles } from '../../carriers/telemetry.ts'
import type { UndeliveredKind } from './delivery-report.ts'

/** Names of metrics and log events: the code emits them, the dashboard, the alarms and the documents use the same. */

export const metricNamespace = 'AntiRelou'

/** The value of the one dimension, which Powertools calls `service`: the stack's name, so that stages don't mix. */
export const serviceName = (stage: string): string => `AntiRelou-${stage}`

/** Why receive-sms gives a text no answer. */
export const silentReasons = [
  'malformed',
  'stale',
  'unknown-line',
  'not-a-mobile',
  'country',
  'opted-out',
  'blocked',
  'answered-recently',
  'duplicate',
  'over-budget',
  'siege',
] as const
export type SilentReason = (typeof silentReasons)[number]

/** Why a text or a call gets no answer. receive-sms never sees an ignored call. */
export const allSilentReasons = [...silentReasons, 'ignored-call'] as const
export type AnySilentReason = (typeof allSilentReasons)[number]

/** The final outcomes of a reply. */
export const outcomes = ['sent', 'failed', 'uncertain', 'expired', 'cancelled'] as const
export type Outcome = (typeof outcomes)[number]

export const metricNames = {
  textsReceived: 'TextsReceived',
  textsSilenced: 'TextsSilenced',
  sendersBlocked: 'SendersBlocked',
  repliesBooked: 'RepliesBooked',
  partsBooked: 'PartsBooked',
  /** The booked share of the month's budget, from 0 to 1, at each booking. */
  monthShareBooked: 'MonthShareBooked',
  /** How far the bookings of a budget's month are ahead of the calendar, as a share of the month: 0.1 is three days' worth. */
  monthAhead: 'MonthAhead',
  repliesSubmitted: 'RepliesSubmitted',
  partsSubmitted: 'PartsSubmitted',
  /** What delivered and undelivered replies cost together, in USD, as AWS reports it. */
  smsCostUsd: 'SmsCostUsd',
  repliesFailed: 'RepliesFailed',
  repliesUncertain: 'RepliesUncertain',
  repliesExpired: 'RepliesExpired',
  repliesCancelled: 'RepliesCancelled',
  /** Messages in the replies queue that our functions have not signed. */
  repliesForged: 'RepliesForged',
  /** Texts and replies that could not be handled and are retried. A few are normal; many are an outage. */
  textsFailed: 'TextsFailed',
  repliesDelayed: 'RepliesDelayed',
  /** An attempt to send that the line, its account or the network refused. */
  lineRefused: 'LineRefused',
  /** A phone stopped reporting, or a reply waits for one that does not report. */
  phoneOffline: 'PhoneOffline',
  /** 1 while the siege rule holds in some process, 0 when it is left. */
  siege: 'Siege',
  /** Milliseconds from the text's arrival to the submission of its reply. */
  answerDelay: 'AnswerDelay',
} as const
type MetricName = (typeof metricNames)[keyof typeof metricNames] | CarrierMetricName

/** An EMF blob holds one value per name, so each reason has its own name beside the total. */
export const silencedBecause = (reason: AnySilentReason) => `${metricNames.textsSilenced}.${reason}` as const

/** Texts that came by a topic of their carrier's own. */
export const textsReceivedBy = (carrier: CarrierName) => `${metricNames.textsReceived}.${carrier}` as const

/** Parts submitted to a carrier that doesn't bill by the part. */
export const partsSubmittedTo = (carrier: CarrierName) => `${metricNames.partsSubmitted}.${carrier}` as const

/** Replies whose carrier reported that they arrived, or did not; and the latter by kind. */
export const deliveredBy = (carrier: CarrierName) => `RepliesDelivered.${carrier}` as const
export const undeliveredBy = (carrier: CarrierName) => `RepliesUndelivered.${carrier}` as const
export const undeliveredBecause = (kind: UndeliveredKind) => `RepliesUndelivered.${kind}` as const

/** The name of everything that is counted. */
export type CountedName =
  | MetricName
  | ReturnType<
      | typeof silencedBecause
      | typeof textsReceivedBy
      | typeof partsSubmittedTo
      | typeof deliveredBy
      | typeof undeliveredBy
      | typeof undeliveredBecause
    >

export const logEvents = {
  replyBooked: 'reply booked',
  senderBlocked: 'sender blocked',
  siegeEntered: 'siege entered',
  siegeLeft: 'siege left',
  textFailed: 'text failed',
  textsSilenced: 'texts silenced',
  replySettled: 'reply settled',
  replyBookedAnew: 'reply booked anew',
  replyDelayed: 'reply delayed',
  replyForged: 'reply forged',
  deliveryReported: 'delivery reported',
  lineRefused: 'line refused',
  lineRecovered: 'line recovered',
  phoneOffline: 'phone offline',
} as const

/** Events that are logged as warnings: they mean trouble, but nothing is lost. */
export const troubles: readonly string[] = [
  logEvents.textFailed,
  logEvents.replyDelayed,
  logEvents.replyForged,
  logEvents.lineRefused,
  logEvents.phoneOffline,
  ...carrierTroubles,
]

/** The only part of an error that may be logged. Its message can quote a phone number, as SNS's do. */
export const errorName = (error: unknown): string => (error instanceof Error ? error.name : typeof error)
