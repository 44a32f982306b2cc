import { SocialMessagingClient, type SocialMessagingClientConfig } from '@aws-sdk/client-socialmessaging'

import { newConnection, within } from '../../shared/adapters/clients.ts'
import { publishTimeoutMs } from '../../shared/rules/timing.ts'

/** The client attempts once. SendWhatsAppMessage has no idempotency token, so the SDK's own retries could send a reply twice. */
export const createSocialMessagingClient = (
  config: Pick<SocialMessagingClientConfig, 'endpoint' | 'region' | 'credentials'> = {},
  timeoutMs = publishTimeoutMs,
) =>
  new SocialMessagingClient({
    ...config,
    requestHandler: { ...within(timeoutMs).requestHandler, ...newConnection },
    maxAttempts: 1,
  })
