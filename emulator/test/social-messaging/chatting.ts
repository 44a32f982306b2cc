import { SendWhatsAppMessageCommand, SocialMessagingClient } from '@aws-sdk/client-socialmessaging'
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs'
import type { Account } from '../../account.ts'
import { ownerOf, startToyCloud, toyAccount } from '../toy/cloud.ts'
import { chatTemplate, line, number, phoneNumberId } from './template.ts'

export const sender = '+33612345678'

export const numbers = [{ address: line, number, phoneNumberId }] as const

/** A text message to the sender, as in Meta's API. */
export const bonjour = { messaging_product: 'whatsapp', to: sender, type: 'text', text: { body: 'Bonjour' } }

/** An event on the topic of WhatsApp, with its entry parsed. */
type Published = {
  readonly context: object
  readonly messageId?: string
  readonly entry: {
    readonly id: string
    readonly changes: readonly [{ readonly field: string; readonly value: Value }]
  }
}
type Value = { readonly [field: string]: unknown; readonly statuses?: readonly Status[] }
type Status = { readonly status: string; readonly [field: string]: unknown }

/** Starts a cloud with a number on WhatsApp, and gives ways to send messages and to read its events. */
export const startChatting = async (account: Partial<Account> = {}, template: unknown = chatTemplate()) => {
  const toy = await startToyCloud(template, {
    ...toyAccount,
    whatsAppNumbers: numbers,
    whatsAppTopicArn: ({ WhatsAppTopicArn }) => WhatsAppTopicArn ?? '',
    ...account,
  })
  const { cloud } = toy
  const owner = new SocialMessagingClient(ownerOf(cloud))
  const phone = cloud.phoneOf(line)
  if (phone === undefined) throw new Error('The line must have a phone')
  const nextEvent = async (): Promise<Published> => {
    const QueueUrl = cloud.resources['ChatQueue']
    const { Messages = [] } = await toy.sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }))
    const [received] = Messages
    if (received === undefined) throw new Error('The topic brings nothing')
    await toy.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: received.ReceiptHandle }))
    const { whatsAppWebhookEntry, ...rest } = JSON.parse(received.Body ?? '')
    return { ...rest, entry: JSON.parse(whatsAppWebhookEntry) }
  }
  return {
    ...toy,
    owner,
    phone,
    nextEvent,
    /** The value of the next event, which must be about messages. */
    nextValue: async () => (await nextEvent()).entry.changes[0].value,
    nextStatus: async () => (await nextEvent()).entry.changes[0].value.statuses?.[0],
    /** Sends a message in Meta's format with these changes, by default as the account owner. Returns its id at AWS. */
    write: async (
      message: object | string = bonjour,
      { client = owner, ...changes }: { client?: SocialMessagingClient; [parameter: string]: unknown } = {},
    ): Promise<string> => {
      const body = new TextEncoder().encode(typeof message === 'string' ? message : JSON.stringify(message))
      const parameters = { originationPhoneNumberId: phoneNumberId, message: body, metaApiVersion: 'v25.0', ...changes }
      return (await client.send(new SendWhatsAppMessageCommand(parameters))).messageId ?? ''
    },
    /** A client with the permissions of this policy. */
    clientOf: (policy: string) =>
      new SocialMessagingClient({ ...ownerOf(cloud), credentials: cloud.keyFor(cloud.resources[policy] ?? '') }),
    repliesTo: (to: string) => cloud.texts.entries().filter((seen) => seen.direction === 'reply' && seen.to === to),
  }
}

export type Chatting = Awaited<ReturnType<typeof startChatting>>
