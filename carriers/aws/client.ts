import { PinpointSMSVoiceV2Client, type PinpointSMSVoiceV2ClientConfig } from '@aws-sdk/client-pinpoint-sms-voice-v2'

import { oneAttempt } from '../../shared/adapters/clients.ts'
import { connectTimeoutMs, publishTimeoutMs } from '../../shared/rules/timing.ts'

/** The client attempts once, because SendTextMessage has no idempotency token (API reference), so a retry could send a reply twice. */
export const createSmsVoiceClient = (
  config: Pick<PinpointSMSVoiceV2ClientConfig, 'endpoint' | 'region' | 'credentials'> = {},
  timeoutMs = publishTimeoutMs,
  connectMs = connectTimeoutMs,
) => new PinpointSMSVoiceV2Client({ ...config, ...oneAttempt(timeoutMs, connectMs) })
