import { createHmac } from 'node:crypto'
import { PublishCommand } from '@aws-sdk/client-sns'
import type { StandIn, StandInOptions } from '../../../carriers/carrier-stand-in.ts'
import { Refusal } from '../../../settings/refusal.ts'
import { createTimers } from '../../timers.ts'
import { assertAllowed } from '../iam/assert-allowed.ts'
import { createClients } from '../iam/clients.ts'
import { createApi } from './api.ts'
import { type BusinessAccount, createBusinessAccount } from './business-account.ts'
import { socialMessaging } from './caller.ts'
import { createConversations } from './conversations.ts'
import { createNumberPhone } from './phone.ts'
import { createSending } from './sending.ts'

/** Starts End User Messaging Social and the WhatsApp behind it, with one WhatsApp Business account that has the stage's lines. */
export const startWhatsApp = async (options: StandInOptions): Promise<StandIn> => {
  const { stack, account: habits, phones } = options
  const lines = habits.lines.filter(({ carrier }) => carrier === 'whatsapp')
  const account = createBusinessAccount(lines, stack.place)
  if (habits.attached && account.numbers.length > 0) await attach(account, options)
  const { later, stop } = createTimers()
  const now = Date.now
  const conversations = createConversations(now)
  const common = { account, conversations, phones, publish: createPublisher(account, options), now }
  const send = createSending({ ...common, habits, later })
  const inboundIdOf = createInboundIds(options)
  const byAddress = new Map(
    account.numbers.map((number) => [number.address, createNumberPhone(number, { ...common, inboundIdOf })]),
  )
  return {
    handlers: { 'social-messaging': createApi(account, send, now(), habits.requestRates) },
    phoneOf: (address) => byAddress.get(address),
    stop,
  }
}

/**
 * Sets the account's event destination, as `ops attach` would. On AWS, an event that may not be published is lost. Here, a
 * `Refusal` names the permission that the template lacks.
 */
const attach = async (account: BusinessAccount, { stack, permissions }: StandInOptions): Promise<void> => {
  const topicArn = outputOf('WhatsAppTopicArn', stack)
  const what = "End User Messaging Social can't tell of messages"
  await assertAllowed(permissions, what, socialMessaging(account.arn), 'sns:Publish', topicArn)
  account.setDestinations([topicArn])
}

/** Publishes events to the account's event destination. An event that may not be published is lost, as on AWS. */
const createPublisher = (account: BusinessAccount, { stack, credentials }: StandInOptions) => {
  const { sns } = createClients(stack.place, credentials, socialMessaging(account.arn))
  return async (Message: string): Promise<void> => {
    for (const TopicArn of account.destinations())
      await sns.send(new PublishCommand({ TopicArn, Message })).catch(() => {})
  }
}

/**
 * Our functions replace Meta's id by a keyed hash. The page must know that hash to follow a message, so it is computed here with
 * the stack's own secret.
 */
const createInboundIds = ({ stack }: StandInOptions) => {
  const pepper = () => stack.secretValue(outputOf('PepperSecretArn', stack))
  return (wamid: string): string => createHmac('sha256', pepper()).update(wamid).digest('base64url')
}

const outputOf = (name: string, { outputs }: StandInOptions['stack']): string => {
  const value = outputs[name]
  if (value === undefined) throw new Refusal(`The template lacks the output ${name}, which lines on WhatsApp need.`)
  return value
}
