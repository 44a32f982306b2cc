import * as z from 'zod/mini'
import type { DeliveryStatus } from '../../../shared/rules/delivery-report.ts'
import { longestText } from '../../../shared/rules/inbound-text.ts'
import { day, minute } from '../../../shared/rules/timing.ts'

/** A text that a number received (OVH's schema, `sms.Incoming`). */
export const incoming = z.object({
  id: z.int(),
  sender: z.string().check(z.maxLength(64)),
  message: z.string().check(z.maxLength(longestText)),
  creationDatetime: z.iso.datetime({ offset: true }),
})

/** A text that a number sent (OVH's schema, `sms.Outgoing`). */
export const outgoing = z.object({ tag: z.nullish(z.string()), ptt: z.number(), deliveryReceipt: z.number() })

/** OVHcloud itself answers whoever gets nothing within a day (OVH's guide of Time2Chat), so ours must come before. */
const answerableMs = day - 15 * minute

/** Returns the text as it is published to the inbound topic. Its id is OVHcloud's. */
export const payloadOf = ({ id, sender, message, creationDatetime }: z.infer<typeof incoming>, line: string) => {
  const receivedAt = Date.parse(creationDatetime)
  return {
    originationNumber: inFull(sender),
    destinationNumber: line,
    messageBody: message,
    inboundMessageId: String(id),
    receivedAt: new Date(receivedAt).toISOString(),
    answerBy: new Date(receivedAt + answerableMs).toISOString(),
  }
}

/** Returns a French number in E.164, however it is written. Digits found within a name would be a stranger's number. */
const inFull = (sender: string): string => sender.replace(/^(?:\+33|0033|33|0)([1-9]\d{8})$/, '+33$1')

/** The final receipts: success, failure, an error that isn't billed (OVH's guide of SMS users, the DLR IDs). */
export const finalReceipts = [1, 2, 16] as const

/** The codes that say more than a receipt does (OVH's guide of SMS users, the ptt codes). */
const statusOf: { readonly [ptt: number]: DeliveryStatus } = {
  4: 'delivered',
  6: 'unreported',
  8: 'expired',
  23: 'invalid',
  24: 'unreachable',
  26: 'unreachable',
  28: 'spam',
  76: 'blocked',
  202: 'blocked',
}

/** Returns what became of a reply whose receipt is final or overdue. */
export const deliveryOf = ({ ptt, deliveryReceipt }: z.infer<typeof outgoing>): DeliveryStatus => {
  if (deliveryReceipt === 1) return 'delivered'
  const isFinal = finalReceipts.some((receipt) => receipt === deliveryReceipt)
  return statusOf[ptt] ?? (isFinal ? 'unknown' : 'unreported')
}
