import { PublishCommand } from '@aws-sdk/client-sns'
import type { Account } from '../../account.ts'
import type { Caller } from '../../endpoint/call.ts'
import type { Later } from '../../journal.ts'
import type { Phones } from '../../phones/phones.ts'
import type { Stack } from '../../template/stack.ts'
import { type Credentials, createClients } from '../iam/credentials.ts'
import { assertAllowed, type Permissions } from '../iam/permissions.ts'
import { createApi } from './api.ts'
import { type BusinessAccount, createBusinessAccount } from './business-account.ts'
import { eventOf } from './event.ts'
import { createConversations } from './people.ts'
import { createNumberPhone } from './phone.ts'
import { createSending, type Publish } from './sending.ts'

export type SocialMessagingOptions = {
  readonly stack: Stack
  readonly account: Account
  readonly credentials: Credentials
  readonly permissions: Permissions
  readonly phones: Pick<Phones, 'deliver' | 'confirm' | 'send'>
  /** The id by which the texts that people write are known here, from the one that Meta gives them. */
  readonly idOf: (wamid: string) => string
  readonly later: Later
}

/** Starts End User Messaging Social and the WhatsApp behind it, with one WhatsApp Business account. */
export const startSocialMessaging = async (options: SocialMessagingOptions) => {
  const { stack, account: habits, phones, idOf, later } = options
  const account = createBusinessAccount(habits.whatsAppNumbers, stack.place)
  const topicArn = habits.whatsAppTopicArn?.(stack.outputs)
  if (topicArn !== undefined) await report(account, topicArn, options)
  const conversations = createConversations(Date.now)
  const common = { conversations, phones, publish: createPublisher(account, options) }
  const send = createSending({ ...common, account, habits, later })
  const byAddress = new Map(
    account.numbers.map((number) => [number.address, createNumberPhone(number, { ...common, idOf })]),
  )
  return { handler: createApi(account, send, habits.requestRates), phones: byAddress }
}

/** Sets the event destination. Where AWS would lose events, a `CloudError` names the missing permission. */
const report = async (account: BusinessAccount, resource: string, { permissions }: SocialMessagingOptions) => {
  const what = "End User Messaging Social can't tell of messages"
  await assertAllowed(permissions, what, socialMessaging(account.arn), { action: 'sns:Publish', resource })
  account.setDestinations([resource])
}

/** Publishes events to the account's event destination. An event that may not be published is lost, as on AWS. */
const createPublisher = (account: BusinessAccount, { stack, credentials }: SocialMessagingOptions): Publish => {
  const { sns } = createClients(stack.place, credentials, socialMessaging(account.arn))
  return async (number, change) => {
    const Message = eventOf(account, number, change)
    for (const TopicArn of account.destinations())
      await sns.send(new PublishCommand({ TopicArn, Message })).catch(() => {})
  }
}

/** For which resource AWS publishes isn't documented (managing-event-destinations-add); here it is the account. */
const socialMessaging = (accountArn: string): Caller => ({
  kind: 'service',
  principal: 'social-messaging.amazonaws.com',
  sourceArn: accountArn,
})
