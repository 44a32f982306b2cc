import { PublishCommand } from '@aws-sdk/client-sns'

import { createClients } from '../../../local/endpoint/clients.ts'
import type { Credentials } from '../../../local/endpoint/credentials.ts'
import { createJournal } from '../../../local/journal.ts'
import { smsVoice } from '../../../local/permissions/deliveries.ts'
import { configurationSet } from '../../../local/template/kinds/configuration-set.ts'
import type { Stack } from '../../../local/template/stack.ts'
import type { ConfigurationSet } from './checks.ts'

/** Something that is told of a message; whoever makes one up may have it say anything. */
export type Event = { readonly eventType: string; readonly [field: string]: unknown }

const keptEvents = 10_000

/** Tells events to the topics of configuration sets, as End User Messaging: those that it may not publish to never learn of them. */
export const createReports = (stack: Stack, credentials: Credentials) => {
  const events = createJournal<Event>(keptEvents)
  const sets = stack.all(configurationSet)
  const publishers = new Map(
    sets.map(({ arn }) => [arn, createClients(stack.place, credentials, smsVoice(stack.place, arn)).sns]),
  )
  return {
    /** The newest events. */
    events,
    /** Publishes an event to the destinations that it matches: those of all sets, or of these. */
    report: async (event: Event, told: readonly ConfigurationSet[] = sets): Promise<void> => {
      events.append(event)
      for (const { arn, properties } of told)
        for (const { Enabled, MatchingEventTypes, SnsDestination } of properties.EventDestinations)
          if (Enabled && matches(MatchingEventTypes, event.eventType)) {
            const command = new PublishCommand({ ...SnsDestination, Message: JSON.stringify(event) })
            await publishers
              .get(arn)
              ?.send(command)
              .catch(() => {})
          }
    },
  }
}

const matches = (types: readonly string[], type: string): boolean =>
  types.includes('ALL') || types.includes(type) || (types.includes('TEXT_ALL') && type.startsWith('TEXT_'))
