import { SocialMessagingClient, type SocialMessagingClientConfig } from '@aws-sdk/client-socialmessaging'

import { oneAttempt } from '../../shared/adapters/clients.ts'
import { connectTimeoutMs, publishTimeoutMs } from '../../shared/rules/timing.ts'

/** SendWhatsAppMessage has no idempotency token (API reference). */
export const createSocialMessagingClient = (
  config: Pick<SocialMessagingClientConfig, 'endpoint' | 'region' | 'credentials'> = {},
  timeoutMs = publishTimeoutMs,
  connectMs = connectTimeoutMs,
) => new SocialMessagingClient({ ...config, ...oneAttempt(timeoutMs, connectMs) })
