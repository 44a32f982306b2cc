import {
  PinpointSMSVoiceV2Client,
  type PinpointSMSVoiceV2ClientConfig,
  SendTextMessageCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import * as z from 'zod/mini'
import { oneAttempt } from '../../../shared/adapters/http.ts'
import { environment } from '../../../shared/adapters/lambda.ts'
import { neverConnected, unanswered } from '../../../shared/adapters/unsent.ts'
import type { Gateway, OutboundText, SendResult } from '../../../shared/ports.ts'
import { connectTimeoutMs, hour, publishTimeoutMs, questionTimeoutMs, second } from '../../../shared/rules/timing.ts'
import { presenceIn, reasonOf } from '../../presence.ts'
import { judgeSendTextError } from './send-error.ts'

/** AWS tries to deliver a reply for this long, instead of three days: later, it would answer something long past. */
const timeToLiveMs = hour

/**
 * Sends replies with SendTextMessage of End User Messaging, whose later reports contain the inbound id. SNS's Publish
 * drops texts that it accepted, in the sandbox or above a limit, and reports on no single one.
 */
export const createAwsGateway = (
  client: PinpointSMSVoiceV2Client,
  configurationSet: string,
  questionMs = questionTimeoutMs,
): Gateway => ({
  /** A dry run: "the message is checked and validated, but isn't sent […]. You are not charged" (API reference). */
  ask: (outbound) => {
    const question = new SendTextMessageCommand({ ...requestFor(outbound, configurationSet), DryRun: true })
    return presenceIn(client.send(question, { abortSignal: AbortSignal.timeout(questionMs) }))
  },
  send: async (outbound) => {
    try {
      await client.send(new SendTextMessageCommand(requestFor(outbound, configurationSet)))
      return { kind: 'accepted' }
    } catch (error) {
      return answerFrom(error)
    }
  },
})

/** Returns the request that sends a reply, or that a dry run checks. */
export const requestFor = (
  { inboundId, from, to, text, maxPricePerReplyUsd }: OutboundText,
  configurationSet: string,
) => ({
  OriginationIdentity: from,
  DestinationPhoneNumber: to,
  MessageBody: text,
  MessageType: 'TRANSACTIONAL' as const,
  // The format is `[0-9]{0,2}\.[0-9]{1,5}` (API reference, SendTextMessage), so even a whole number needs a point.
  MaxPrice: maxPricePerReplyUsd.toFixed(5),
  ConfigurationSetName: configurationSet,
  TimeToLive: timeToLiveMs / second,
  Context: { inboundId },
})

/** Only an error that proves that nothing was sent allows a retry: an internal one, a reset or a time-out doesn't. */
const answerFrom = (error: unknown): SendResult => {
  if (!(error instanceof Error) || neverConnected(error)) return unanswered(error)
  const { Fields: fields = [] } = details.safeParse(error).data ?? {}
  const reason = reasonOf(error)
  const known = { name: error.name, reason, fields: fields.flatMap(({ Name }) => Name ?? []) }
  return { kind: judgeSendTextError(known), reason }
}

const details = z.object({
  Fields: z.optional(z.array(z.object({ Name: z.optional(z.string()) }))),
})

/** Creates a client that attempts once. A retry could send twice: there is no idempotency token (API reference). */
export const createSmsVoiceClient = (
  config: Pick<PinpointSMSVoiceV2ClientConfig, 'endpoint' | 'region' | 'credentials'> = {},
  timeoutMs = publishTimeoutMs,
  connectMs = connectTimeoutMs,
) => new PinpointSMSVoiceV2Client({ ...config, ...oneAttempt({ connectMs, timeoutMs }) })

export const createAws = (): Gateway => createAwsGateway(createSmsVoiceClient(), environment('CONFIGURATION_SET'))
