import { PublishCommand } from '@aws-sdk/client-sns'

import { createClients } from '../../../local/iam/clients.ts'
import type { Credentials } from '../../../local/iam/credentials.ts'
import type { Stack } from '../../../local/template/stack.ts'
import type { ConfigurationSet } from './checks.ts'
import { configurationSet } from './configuration-set.ts'
import { smsVoice } from './deliveries.ts'

/** An event about a message. */
export type Event = { readonly eventType: string; readonly [field: string]: unknown }

/** Tells events to the topics of configuration sets, as End User Messaging. A topic that it may not publish to never learns of them. */
export const createReports = (stack: Stack, credentials: Credentials) => {
  const publishers = new Map(
    stack
      .all(configurationSet)
      .map(({ arn }) => [arn, createClients(stack.place, credentials, smsVoice(stack.place, arn)).sns]),
  )
  /** Publishes an event to the destinations of these sets that it matches. */
  return async (event: Event, sets: readonly ConfigurationSet[]): Promise<void> => {
    for (const { arn, properties } of sets)
      for (const { Enabled, MatchingEventTypes, SnsDestination } of properties.EventDestinations)
        if (Enabled && MatchingEventTypes.some((type) => type === event.eventType)) {
          const command = new PublishCommand({ ...SnsDestination, Message: JSON.stringify(event) })
          await publishers
            .get(arn)
            ?.send(command)
            .catch(() => {})
        }
  }
}
