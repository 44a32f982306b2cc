import {
  GetLinkedWhatsAppBusinessAccountCommand,
  type LinkedWhatsAppBusinessAccount,
  paginateListLinkedWhatsAppBusinessAccounts,
  SocialMessagingClient,
  type WhatsAppPhoneNumberSummary,
} from '@aws-sdk/client-socialmessaging'
import { type Deployment, outputsOf } from '../../../ops/deployment.ts'

export const whatsAppOutputsOf = (deployment: Deployment) => outputsOf(deployment, { topicArn: 'WhatsAppTopicArn' })

/** A number on WhatsApp and its WhatsApp Business account, as AWS knows them. */
export type LinkedNumber = {
  readonly account: LinkedWhatsAppBusinessAccount
  readonly number: WhatsAppPhoneNumberSummary
}

export const readLinkedNumbers = async ({ aws }: Deployment): Promise<readonly LinkedNumber[]> => {
  const client = aws.clientOf(SocialMessagingClient)
  const linked: LinkedNumber[] = []
  for await (const { linkedAccounts = [] } of paginateListLinkedWhatsAppBusinessAccounts({ client }, {}))
    for (const { id } of linkedAccounts) {
      const { account } = await client.send(new GetLinkedWhatsAppBusinessAccountCommand({ id }))
      if (account !== undefined) linked.push(...(account.phoneNumbers ?? []).map((number) => ({ account, number })))
    }
  return linked
}

/** Compares the digits only, because AWS formats numbers for people. */
export const isNumber = ({ number }: LinkedNumber, e164: string): boolean =>
  `+${(number.phoneNumber ?? '').replaceAll(/\D/g, '')}` === e164

/** The topics that get the events of a number's account. */
export const destinationsOf = ({ account }: LinkedNumber): readonly string[] =>
  (account.eventDestinations ?? []).flatMap(({ eventDestinationArn }) => eventDestinationArn ?? [])
