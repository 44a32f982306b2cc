import type { AwsStandIn, LinePhone, Phones, PublishTo, Stack } from '../../../emulator/index.ts'
import { createApi, socialMessagingPermissions, socialMessagingRoutes } from './api.ts'
import { type BusinessAccount, createBusinessAccount, type WhatsAppNumber } from './business-account.ts'
import { eventOf, messageChange } from './event.ts'
import { type Conversations, createConversations, newWamid, personOf } from './people.ts'
import { createSending, type Publish } from './sending.ts'

/** The WhatsApp Business account that is linked to the AWS account, and the people who text it. */
export type WhatsAppOptions = {
  readonly numbers: readonly WhatsAppNumber[]
  /** Those to whom AWS gives up sending. */
  readonly unreachable?: readonly string[]
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
    const { numbers, unreachable = [], topicArn, idOf = (wamid) => wamid } = options
    const account = createBusinessAccount(numbers, stack.place)
    // For which resource AWS publishes isn't documented (managing-event-destinations-add); here it is the account.
    const publishTo = publisherFor(account.arn)
    const destination = topicArn?.(stack.outputs)
    if (destination !== undefined) account.setDestinations([destination])
    const common = { conversations: createConversations(now), phones, publish: publishingFor(account, publishTo) }
    const send = createSending({ ...common, account, unreachable })
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

type PhoneOptions = {
  readonly conversations: Conversations
  readonly phones: Pick<Phones, 'send'>
  readonly publish: Publish
  /** The id by which a text is known here, from Meta's. */
  readonly idOf: (wamid: string) => string
}

/** Sends what people write to a number on WhatsApp. It has no phone that could be off. */
const createNumberPhone = (number: WhatsAppNumber, options: PhoneOptions): LinePhone => {
  const { conversations, phones, publish, idOf } = options
  const wamids = new Map<string, string>()
  const newId = (from: string): string => {
    const wamid = newWamid(personOf(from))
    const id = idOf(wamid)
    wamids.set(id, wamid)
    return id
  }
  /** Shows a message on the sender's own phone. */
  const begin = (from: string, text: string, given: string | undefined) => {
    const person = personOf(from)
    const id = given !== undefined && wamids.has(given) ? given : newId(from)
    conversations.hear(person, number)
    phones.send({ id, from, to: number.address, text })
    return { id, text, person, wamid: wamids.get(id) ?? '' }
  }
  return {
    newId,
    text: async (from, text, given) => {
      const message = begin(from, text, given)
      await publish(number, messageChange(message))
      return message.id
    },
  }
}
