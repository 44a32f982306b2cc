import { SocialMessagingClient, type SocialMessagingClientConfig } from '@aws-sdk/client-socialmessaging'

import { oneAttempt } from '../../shared/adapters/clients.ts'
import { publishTimeoutMs } from '../../shared/rules/timing.ts'

/** SendWhatsAppMessage has no idempotency token (API reference). */
export const createSocialMessagingClient = (
  config: Pick<SocialMessagingClientConfig, 'endpoint' | 'region' | 'credentials'> = {},
  timeoutMs = publishTimeoutMs,
) => new SocialMessagingClient({ ...config, ...oneAttempt(timeoutMs) })
