import type { SenderStore } from '../shared/ports.ts'
import type { Config } from '../shared/rules/config.ts'
import type { DeliveryReport } from '../shared/rules/delivery-report.ts'
import type { InboundSms } from '../shared/rules/inbound-sms.ts'
import type { Notification } from '../shared/rules/notification.ts'

/** What a carrier tells: a text, without `sms` if its format is not known, or what became of a reply. */
export type InboundItem =
  | { readonly kind: 'text'; readonly sms: InboundSms | undefined }
  | { readonly kind: 'report'; readonly report: DeliveryReport }

/** A topic of a carrier's own that feeds the inbound queue. */
export type InboundTopic = {
  readonly topicArn: string
  /** Everything that a notification tells, which may be nothing. Never throws. */
  readonly read: (notification: Notification) => readonly InboundItem[]
  /** Called with each text before its sender is looked up, if senders have several names. */
  readonly noteNames?: NoteNames
}

/** Has the record of one name refer to that of another, if a text has both. */
export type NoteNames = (
  sms: InboundSms,
  known: { readonly senders: SenderStore; readonly config: Config },
  now: number,
) => Promise<void>

/** The topic that the function's environment names; undefined if the stage has none. `keyOf` makes a keyed hash. */
export type CreateInboundTopic = (keyOf: (words: string) => string) => InboundTopic | undefined
