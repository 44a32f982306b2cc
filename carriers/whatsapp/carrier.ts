import { SendWhatsAppMessageCommand, type SocialMessagingClient } from '@aws-sdk/client-socialmessaging'

import { neverConnected } from '../../shared/adapters/never-connected.ts'
import type { Carrier, CarrierAnswer, OutboundSms } from '../../shared/ports.ts'
import { awsMessageIdOf } from './rules/aws-message-id.ts'
import { metaApiVersion } from './rules/meta-api-version.ts'
import { judgeSendError } from './rules/send-error.ts'

/**
 * Sends through WhatsApp, by SendWhatsAppMessage of End User Messaging Social and a client that attempts once. `idOf` maps a
 * line's address to AWS's id of its number. A later status reports what became of the message, and contains the inbound id.
 */
export const createWhatsAppCarrier = (
  client: SocialMessagingClient,
  idOf: (line: string) => string | undefined,
): Carrier => ({
  isReady: async () => true,
  send: async (sms) => {
    const originationPhoneNumberId = idOf(sms.from)
    if (originationPhoneNumberId === undefined) return { kind: 'retryable', reason: 'NO_PHONE_NUMBER_ID' }
    const message = new TextEncoder().encode(JSON.stringify(messageFor(sms)))
    try {
      const command = new SendWhatsAppMessageCommand({ originationPhoneNumberId, message, metaApiVersion })
      const messageId = awsMessageIdOf((await client.send(command)).messageId)
      return { kind: 'accepted', ...(messageId !== undefined && { messageId }) }
    } catch (error) {
      return answerFrom(error)
    }
  },
})

/**
 * Builds a text message for Meta's API (its reference, messages). A number needs its plus, or Meta prepends the business's own
 * country. An id goes into `recipient` (Meta, business-scoped user ids). Meta's statuses return `biz_opaque_callback_data`
 * (webhooks reference, status).
 */
const messageFor = ({ inboundId, to, text }: OutboundSms) => ({
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  ...(to.startsWith('+') ? { to } : { recipient: to }),
  type: 'text',
  text: { preview_url: false, body: text },
  biz_opaque_callback_data: inboundId,
})

/**
 * A reply may be retried only if the error proves that nothing was sent. An internal error, a reset or a timeout proves nothing.
 */
const answerFrom = (error: unknown): CarrierAnswer => {
  if (!(error instanceof Error)) return { kind: 'unknown', reason: typeof error }
  if (neverConnected(error)) return { kind: 'retryable', reason: 'UNREACHABLE' }
  return { kind: judgeSendError(error.name), reason: error.name }
}
