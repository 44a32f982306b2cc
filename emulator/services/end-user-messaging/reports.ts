import { PublishCommand } from '@aws-sdk/client-sns'
import type { Stack } from '../../template/stack.ts'
import { createClients } from '../iam/clients.ts'
import type { Credentials } from '../iam/credentials.ts'
import type { ConfigurationSet } from './checks.ts'
import { configurationSet } from './configuration-set.ts'
import { smsVoice } from './sns-publisher.ts'

/** An event about a message. */
export type Event = { readonly eventType: string; readonly [field: string]: unknown }

/**
 * Creates the function that publishes events to the topics of configuration sets, as End User Messaging does. An event for a
 * topic that End User Messaging may not publish to is lost.
 */
export const createReports = (stack: Stack, credentials: Credentials) => {
  const publishers = new Map(
    stack
      .all(configurationSet)
      .map(({ arn }) => [arn, createClients(stack.place, credentials, smsVoice(stack.place, arn)).sns]),
  )
  /** Publishes an event to the destinations of these configuration sets that are enabled for its type. */
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
