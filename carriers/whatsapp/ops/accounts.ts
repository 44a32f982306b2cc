import {
  GetLinkedWhatsAppBusinessAccountCommand,
  type LinkedWhatsAppBusinessAccount,
  paginateListLinkedWhatsAppBusinessAccounts,
  SocialMessagingClient,
  type WhatsAppPhoneNumberSummary,
} from '@aws-sdk/client-socialmessaging'

import type { Deployment } from '../../../ops/deployment.ts'

/** A number on WhatsApp and the WhatsApp Business account that it is of, as AWS knows them. */
export type LinkedNumber = {
  readonly account: LinkedWhatsAppBusinessAccount
  readonly number: WhatsAppPhoneNumberSummary
}

export const socialMessagingOf = ({ aws }: Pick<Deployment, 'aws'>): SocialMessagingClient =>
  aws.clientOf(SocialMessagingClient)

/** The numbers of all accounts that are linked in the region of the stage. */
export const readLinkedNumbers = async (deployment: Deployment): Promise<readonly LinkedNumber[]> => {
  const client = socialMessagingOf(deployment)
  const linked: LinkedNumber[] = []
  for await (const { linkedAccounts = [] } of paginateListLinkedWhatsAppBusinessAccounts({ client }, {}))
    for (const { id } of linkedAccounts) {
      const { account } = await client.send(new GetLinkedWhatsAppBusinessAccountCommand({ id }))
      if (account !== undefined) linked.push(...(account.phoneNumbers ?? []).map((number) => ({ account, number })))
    }
  return linked
}

/** AWS writes numbers as people do. */
export const isNumber = ({ number }: LinkedNumber, e164: string): boolean =>
  `+${(number.phoneNumber ?? '').replaceAll(/\D/g, '')}` === e164

/** Where the events of a number's account go. */
export const destinationsOf = ({ account }: LinkedNumber): readonly string[] =>
  (account.eventDestinations ?? []).flatMap(({ eventDestinationArn }) => eventDestinationArn ?? [])
