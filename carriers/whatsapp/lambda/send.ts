import {
  GetLinkedWhatsAppBusinessAccountPhoneNumberCommand,
  SendWhatsAppMessageCommand,
  SocialMessagingClient,
  type SocialMessagingClientConfig,
} from '@aws-sdk/client-socialmessaging'
import { oneAttempt } from '../../../shared/adapters/http.ts'
import { environment } from '../../../shared/adapters/lambda.ts'
import { commonRefusals, neverConnected, unanswered } from '../../../shared/adapters/unsent.ts'
import type { Gateway, OutboundText, SendResult } from '../../../shared/ports.ts'
import { connectTimeoutMs, publishTimeoutMs, questionTimeoutMs } from '../../../shared/rules/timing.ts'
import { presenceIn } from '../../presence.ts'
import { awsMessageIdOf } from './status.ts'

/** Sends by SendWhatsAppMessage of End User Messaging Social. `idOf` maps a line's address to AWS's id of it. */
export const createWhatsAppGateway = (
  client: SocialMessagingClient,
  idOf: (line: string) => string | undefined,
  questionMs = questionTimeoutMs,
): Gateway => ({
  /** Reads the number: SendWhatsAppMessage has no dry run (API reference). That can't tell whether Meta answers. */
  ask: async ({ from }) => {
    const id = idOf(from)
    if (id === undefined) return { refused: noId }
    const question = new GetLinkedWhatsAppBusinessAccountPhoneNumberCommand({ id })
    return presenceIn(client.send(question, { abortSignal: AbortSignal.timeout(questionMs) }))
  },
  send: async (outbound) => {
    const originationPhoneNumberId = idOf(outbound.from)
    if (originationPhoneNumberId === undefined) return { kind: 'retryable', reason: noId }
    const message = new TextEncoder().encode(JSON.stringify(messageFor(outbound)))
    try {
      const command = new SendWhatsAppMessageCommand({ originationPhoneNumberId, message, metaApiVersion })
      const messageId = awsMessageIdOf((await client.send(command)).messageId)
      return { kind: 'accepted', ...(messageId !== undefined && { messageId }) }
    } catch (error) {
      return answerFrom(error)
    }
  },
})

const noId = 'NO_PHONE_NUMBER_ID'

/**
 * A text message (Meta, messages). A number needs its plus, or Meta prepends the business's own country. An id goes
 * into `recipient` (Meta, business-scoped user ids). Statuses return `biz_opaque_callback_data` (Meta, webhooks
 * reference, status).
 */
const messageFor = ({ inboundId, to, text }: OutboundText) => ({
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  ...(to.startsWith('+') ? { to } : { recipient: to }),
  type: 'text',
  text: { preview_url: false, body: text },
  biz_opaque_callback_data: inboundId,
})

const answerFrom = (error: unknown): SendResult => {
  if (!(error instanceof Error) || neverConnected(error)) return unanswered(error)
  return { kind: judgeSendError(error.name), reason: error.name }
}

/** Creates a client that attempts once: SendWhatsAppMessage has no idempotency token (API reference). */
export const createSocialMessagingClient = (
  config: Pick<SocialMessagingClientConfig, 'endpoint' | 'region' | 'credentials'> = {},
  timeoutMs = publishTimeoutMs,
  connectMs = connectTimeoutMs,
) => new SocialMessagingClient({ ...config, ...oneAttempt({ connectMs, timeoutMs }) })

export const createWhatsApp = (): Gateway => {
  const ids: Readonly<Record<string, string>> = JSON.parse(environment('WHATSAPP_PHONE_NUMBER_IDS'))
  return createWhatsAppGateway(createSocialMessagingClient(), (line) => ids[line])
}

/** Refusals of requests that came too fast (API reference of End User Messaging Social, and its common errors). */
const throttles: readonly string[] = ['ThrottledRequestException', 'ThrottlingException']

/** Refusals of an invalid request. AWS doesn't say what is to blame: the recipient may be, or every reply. */
const ofRequest: readonly string[] = ['InvalidParametersException', 'ValidationException']

/** The other refusals, which prove that nothing was sent (API reference, SendWhatsAppMessage). */
const ofLine: readonly string[] = [
  'AccessDeniedByMetaException',
  'AccessDeniedException',
  'LimitExceededException',
  'ResourceNotFoundException',
  ...commonRefusals,
]

/** Decides what an error means. WhatsApp objects later, in a status; errors that AWS doesn't list prove nothing. */
export const judgeSendError = (name: string): 'throttled' | 'retryable' | 'refused' | 'unknown' => {
  if (throttles.includes(name)) return 'throttled'
  if (ofRequest.includes(name)) return 'refused'
  return ofLine.includes(name) ? 'retryable' : 'unknown'
}

/** The version of Meta's Graph API with which messages are sent. */
export const metaApiVersion = 'v25.0'

/** The end of this version (Graph API changelog, November 2026). From then on, calls get the oldest usable one. */
export const metaApiVersionEndsAt = Date.UTC(2028, 6, 29)
