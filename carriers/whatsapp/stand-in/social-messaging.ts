import type { AwsStandIn, PublishTo, Stack } from '../../../emulator/index.ts'
import { createApi, socialMessagingPermissions, socialMessagingRoutes } from './api.ts'
import { type BusinessAccount, createBusinessAccount, type WhatsAppNumber } from './business-account.ts'
import { eventOf } from './event.ts'
import { createConversations } from './people.ts'
import { createNumberPhone } from './phone.ts'
import { createSending, type Failures, type Publish } from './sending.ts'

/** The WhatsApp Business account that is linked to the AWS account, and the people who text it. */
export type WhatsAppOptions = {
  readonly numbers: readonly WhatsAppNumber[]
  readonly failures?: Failures
  /** The topic to which the service publishes what happens to these numbers. Left out for none. */
  readonly topicArn?: (outputs: Stack['outputs']) => string | undefined
  /** The id by which functions know a text, from the one that Meta gives it; by default the same. */
  readonly idOf?: (wamid: string, stack: Pick<Stack, 'outputs' | 'secrets'>) => string
}

/** End User Messaging Social and the WhatsApp behind it, with one WhatsApp Business account. */
export const socialMessaging: AwsStandIn<WhatsAppOptions, BusinessAccount> = {
  name: 'social-messaging',
  routes: socialMessagingRoutes,
  requires: socialMessagingPermissions,
  start: async (options, { stack, phones, now, raised, publisherFor }) => {
    const { numbers, failures = {}, topicArn, idOf = (wamid) => wamid } = options
    const account = createBusinessAccount(numbers, stack.place)
    // For which resource AWS publishes isn't documented (managing-event-destinations-add); here it is the account.
    const publishTo = publisherFor(account.arn)
    const destination = topicArn?.(stack.outputs)
    if (destination !== undefined) account.setDestinations([destination])
    const common = { conversations: createConversations(now), phones, publish: publishingFor(account, publishTo) }
    const send = createSending({ ...common, account, failures })
    const phoneOptions = { ...common, idOf: (wamid: string) => idOf(wamid, stack) }
    return {
      service: account,
      handler: createApi(account, send, raised),
      phones: new Map(account.numbers.map((number) => [number.address, createNumberPhone(number, phoneOptions)])),
    }
  },
}

/** Publishes events to the account's event destination. */
const publishingFor =
  (account: BusinessAccount, publishTo: PublishTo): Publish =>
  async (number, change) => {
    const event = eventOf(number, change)
    for (const topicArn of account.destinations()) await publishTo(topicArn, event)
  }
