import type { CarrierName } from './carriers.ts'
import type { UndeliveredKind } from './delivery-report.ts'

/** Names of metrics and log events, shared by the code that emits them, the dashboard, the alarms and the documents. */

export const metricNamespace = 'AntiRelou'

/** Returns the stack's name. It is the metrics' only dimension (Powertools' `service`), so that stages don't mix. */
export const serviceName = (stage: string): string => `AntiRelou-${stage}`

/** The reasons why receive-sms does not answer a text. */
export const silentReasons = [
  'malformed',
  'stale',
  'unknown-line',
  'own-line',
  'not-a-mobile',
  'country',
  'opted-out',
  'blocked',
  'answered-recently',
  'duplicate',
  'over-budget',
  'siege',
  'asks-again',
] as const
export type SilentReason = (typeof silentReasons)[number]

/** So many refused texts in a day, and so many times as many as replies booked, are no accident. */
export const refusedTexts = { atLeast: 3, timesBooked: 9 } as const

/** All reasons for which a text or a call is not answered. receive-sms never sees an ignored call. */
export const allSilentReasons = [...silentReasons, 'ignored-call'] as const
export type AnySilentReason = (typeof allSilentReasons)[number]

/** The final outcomes of a reply. */
export const outcomes = ['sent', 'failed', 'uncertain', 'expired', 'cancelled'] as const
export type Outcome = (typeof outcomes)[number]

export const metricNames = {
  textsReceived: 'TextsReceived',
  textsSilenced: 'TextsSilenced',
  /** Texts that somebody who may be a person at home sent, and that were turned away at first sight. */
  textsRefused: 'TextsRefused',
  sendersBlocked: 'SendersBlocked',
  /** Senders who said STOP and were not opted out. */
  optOuts: 'OptOuts',
  /** Misses replies whose process died after it had saved them: the table's budgets know what is booked. */
  repliesBooked: 'RepliesBooked',
  /** Counts bookings of a budget, also those whose records could not be saved. */
  bookings: 'Bookings',
  /** The booked share of the month's budget, from 0 to 1, at each booking. */
  monthShareBooked: 'MonthShareBooked',
  /** The lead of a budget's bookings over the calendar, as a share of the month: 0.1 is three days' worth. */
  monthAhead: 'MonthAhead',
  repliesSubmitted: 'RepliesSubmitted',
  /** First and second replies that were accepted, by the sender's record: a second one says that they wrote again. */
  firstReplies: 'FirstReplies',
  secondReplies: 'SecondReplies',
  /** The total cost of replies, delivered or not, in USD, as AWS reports it. */
  smsCostUsd: 'SmsCostUsd',
  repliesFailed: 'RepliesFailed',
  repliesUncertain: 'RepliesUncertain',
  repliesExpired: 'RepliesExpired',
  repliesCancelled: 'RepliesCancelled',
  /** Messages in the replies queue that our functions have not signed. */
  repliesForged: 'RepliesForged',
  /** Texts, reports and beats that failed and are retried (of replies: `repliesDelayed`). Many mean an outage. */
  textsFailed: 'TextsFailed',
  repliesDelayed: 'RepliesDelayed',
  /** Beats for which receive-sms did all that a text needs, and those that came through to every line. */
  beatsHeard: 'BeatsHeard',
  heartbeats: 'Heartbeats',
  /** Milliseconds from the text's arrival to the submission of its reply. */
  answerDelay: 'AnswerDelay',
} as const

/** Names the metric of one reason for silence. Each needs its own, because an EMF blob holds one value per name. */
export const silencedBecause = (reason: AnySilentReason) => `${metricNames.textsSilenced}.${reason}` as const

/** Names the metric of texts that arrived through a topic of the carrier's own. */
export const textsReceivedBy = (carrier: CarrierName) => `${metricNames.textsReceived}.${carrier}` as const

/** Names the metric of replies that this carrier accepted, besides the total. */
export const submittedTo = (carrier: CarrierName) => `${metricNames.repliesSubmitted}.${carrier}` as const

/** Names the metric of attempts that a line, its account or the network refused, or that nobody was there to take. */
export const lineRefusedBy = (carrier: CarrierName) => `LineRefused.${carrier}` as const

/** Names the metric of refusals that may be about a destination or the pace: of replies just due, or hours late. */
export const repliesRefusedBy = (carrier: CarrierName) => `RepliesRefused.${carrier}` as const

/** Names the metric of replies that their carrier reported as delivered. */
export const deliveredBy = (carrier: CarrierName) => `RepliesDelivered.${carrier}` as const
export const undeliveredBy = (carrier: CarrierName) => `RepliesUndelivered.${carrier}` as const
/** Names the metric of replies of which the carrier never learnt whether they arrived. */
export const unreportedBy = (carrier: CarrierName) => `RepliesUnreported.${carrier}` as const
export const undeliveredBecause = (kind: UndeliveredKind) => `RepliesUndelivered.${kind}` as const

export const logEvents = {
  replyBooked: 'reply booked',
  senderBlocked: 'sender blocked',
  textWaits: 'text waits',
  textFailed: 'text failed',
  textsSilenced: 'texts silenced',
  replySettled: 'reply settled',
  replyDelayed: 'reply delayed',
  replyForged: 'reply forged',
  deliveryReported: 'delivery reported',
  replyThrottled: 'reply throttled',
  replyRefused: 'reply refused',
  lineRefused: 'line refused',
  beatFailed: 'beat failed',
} as const
/** Returns the only part of an error that may be logged: its message can contain a phone number, as SNS's do. */
export const errorName = (error: unknown): string => (error instanceof Error ? error.name : typeof error)
