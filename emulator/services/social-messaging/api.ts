import { z } from 'zod'

import type { ServiceHandler } from '../../endpoint/router.ts'
import { answerJson, ServiceFailure } from '../../endpoint/service.ts'
import { limitRates, quotaOf, type Rates } from '../../rate-limiter.ts'
import type { BusinessAccount, BusinessNumber } from './business-account.ts'
import type { createSending } from './sending.ts'

/** The part of End User Messaging Social that a number and its operators use. Without numbers, no account is linked. */
export const createApi = (
  account: BusinessAccount,
  send: ReturnType<typeof createSending>,
  linkedAt: number,
  raised: Rates = {},
): ServiceHandler => {
  const checkAccount = (id: unknown): void => {
    if (account.numbers.length === 0 || (id !== account.id && id !== account.arn))
      throw new ServiceFailure('ResourceNotFoundException', `There is no WhatsApp Business account ${id}`)
  }
  const answer = answerJson('social-messaging', {
    SendWhatsAppMessage: send,
    ListLinkedWhatsAppBusinessAccounts: () => ({
      linkedAccounts: account.numbers.length === 0 ? [] : [summaryOf(account, linkedAt)],
    }),
    GetLinkedWhatsAppBusinessAccount: ({ id }) => {
      checkAccount(id)
      return { account: { ...summaryOf(account, linkedAt), phoneNumbers: account.numbers.map(numberOf) } }
    },
    PutWhatsAppBusinessAccountEventDestinations: (parameters) => {
      const { data, error } = destinationsRequest.safeParse(parameters)
      if (data === undefined) throw new ServiceFailure('ValidationException', z.prettifyError(error))
      checkAccount(data.id)
      account.setDestinations(data.eventDestinations.map(({ eventDestinationArn }) => eventDestinationArn))
      return {}
    },
  })
  return limitRates(answer, { ...quotas, ...raised }, throttled, Date.now)
}

/**
 * The default quotas of an account in a region, in requests per second (End User Messaging Social user guide, quotas, which calls the
 * second action ListWhatsAppBusinessAccount). The guide has none for the other actions.
 */
const quotas: Rates = { SendWhatsAppMessage: quotaOf(1000), ListLinkedWhatsAppBusinessAccounts: quotaOf(10) }

/** "The request was denied due to request throttling" (API reference, SendWhatsAppMessage). */
const throttled = { code: 'ThrottledRequestException', message: 'Rate exceeded', status: 429 }

/** There is at most one destination (API reference, PutWhatsAppBusinessAccountEventDestinations). A topic needs no role. */
const destinationsRequest = z.strictObject({
  id: z.string().min(1).max(100),
  eventDestinations: z
    .array(z.strictObject({ eventDestinationArn: z.string().regex(/^arn:.*:[a-z-]+([/:](.*))?$/) }))
    .max(1),
})

const summaryOf = ({ arn, id, wabaId, destinations }: BusinessAccount, linkedAt: number) => ({
  arn,
  id,
  wabaId,
  registrationStatus: 'COMPLETE',
  linkDate: linkedAt / 1000,
  wabaName: 'Embedded',
  eventDestinations: destinations().map((eventDestinationArn) => ({ eventDestinationArn })),
})

/** AWS formats numbers for people (API reference, WhatsAppPhoneNumberDetail). */
const numberOf = ({ arn, number, phoneNumberId, metaPhoneNumberId }: BusinessNumber) => ({
  arn,
  phoneNumber: number,
  phoneNumberId,
  metaPhoneNumberId,
  displayPhoneNumberName: 'Bonsoir',
  displayPhoneNumber: number.replace(/^(\+\d\d)/, '$1 '),
  qualityRating: 'GREEN',
})
