import type { SenderStore } from '../shared/ports.ts'
import type { Config } from '../shared/rules/config.ts'
import type { DeliveryReport, ReportByMessageId } from '../shared/rules/delivery-report.ts'
import type { InboundSms } from '../shared/rules/inbound-sms.ts'
import type { Notification } from '../shared/rules/notification.ts'
import type { KnownAs } from '../shared/rules/sender-record.ts'

/** What a carrier sends: a text (without `sms` if its format is unknown), or a report on what happened to a reply. */
export type InboundItem =
  | { readonly kind: 'text'; readonly sms: InboundSms | undefined }
  | { readonly kind: 'report'; readonly report: DeliveryReport | ReportByMessageId }

/** A carrier's own SNS topic that feeds the inbound queue. */
export type InboundTopic = {
  readonly topicArn: string
  /** Reads all items in a notification, possibly none. Never throws. */
  readonly read: (notification: Notification) => readonly InboundItem[]
  /** Called with each text before its sender is looked up. Only for carriers that know a sender by several names. */
  readonly noteNames?: NoteNames
}

/** Makes the record of one name refer to that of another, if a text has both names. Returns what the other name is, and for how long. */
export type NoteNames = (
  sms: InboundSms,
  known: { readonly senders: SenderStore; readonly config: Config },
  now: number,
) => Promise<KnownAs | undefined>

/** Creates the topic that the function's environment names, or returns undefined if the stage has none. `keyOf` computes a keyed hash. */
export type CreateInboundTopic = (keyOf: (words: string) => string) => InboundTopic | undefined
