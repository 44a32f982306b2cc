import { SendWhatsAppMessageCommand, type SocialMessagingClient } from '@aws-sdk/client-socialmessaging'

import { neverConnected } from '../../shared/adapters/never-connected.ts'
import type { Carrier, CarrierAnswer, OutboundSms } from '../../shared/ports.ts'
import { judgeSendError } from './rules/send-error.ts'

/** The version of Meta's API in the examples of AWS (user guide, send-message). */
const metaApiVersion = 'v20.0'

/**
 * WhatsApp as the carrier: SendWhatsAppMessage of End User Messaging Social, through a client that attempts once. `idOf` a line's address is what
 * AWS calls its number. What becomes of a message comes later, with the inbound id.
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
      await client.send(new SendWhatsAppMessageCommand({ originationPhoneNumberId, message, metaApiVersion }))
      return { kind: 'accepted' }
    } catch (error) {
      return answerFrom(error)
    }
  },
})

/**
 * A text message of Meta's API (its reference, messages). A number needs its plus, or the business's own country is put before it; an id goes into
 * `recipient` (Meta, business-scoped user ids). Meta's statuses bring `biz_opaque_callback_data` back (webhooks reference, status).
 */
const messageFor = ({ inboundId, to, text }: OutboundSms) => ({
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  ...(to.startsWith('+') ? { to } : { recipient: to }),
  type: 'text',
  text: { preview_url: false, body: text },
  biz_opaque_callback_data: inboundId,
})

/** Only what proves that nothing was sent may be tried again; an internal error, a reset or a time-out proves nothing. */
const answerFrom = (error: unknown): CarrierAnswer => {
  if (!(error instanceof Error)) return { kind: 'unknown', reason: typeof error }
  if (neverConnected(error)) return { kind: 'retryable', reason: 'UNREACHABLE' }
  return { kind: judgeSendError(error.name), reason: error.name }
}
