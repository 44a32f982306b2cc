import { z } from 'zod'
import {
  answerJson,
  limitRates,
  permissionsOn,
  quotaOf,
  type RaisedRates,
  type Rates,
  type Route,
  ServiceFailure,
  textParameter,
} from '../../../emulator/index.ts'
import { type BusinessAccount, resourceArn, type WhatsAppNumber } from './business-account.ts'
import { type createSending, idOfNumber, readParameters } from './sending.ts'

/** The part of End User Messaging Social that a number and its operators use. Without numbers, no account is linked. */
export const createApi = (account: BusinessAccount, send: ReturnType<typeof createSending>, raised: RaisedRates) => {
  const checkAccount = (id: unknown): void => {
    if (account.numbers.length === 0 || id !== account.id)
      throw new ServiceFailure('ResourceNotFoundException', `There is no WhatsApp Business account ${id}`)
  }
  const answer = answerJson('social-messaging', {
    SendWhatsAppMessage: send,
    ListLinkedWhatsAppBusinessAccounts: () => ({
      linkedAccounts: account.numbers.length === 0 ? [] : [summaryOf(account)],
    }),
    GetLinkedWhatsAppBusinessAccount: ({ id }) => {
      checkAccount(id)
      return { account: { ...summaryOf(account), phoneNumbers: account.numbers.map(numberOf) } }
    },
    GetLinkedWhatsAppBusinessAccountPhoneNumber: (parameters) => {
      const { id } = readParameters(z.strictObject({ id: idOfNumber }), parameters)
      const number = account.find(id)
      if (number === undefined) throw new ServiceFailure('ResourceNotFoundException', `There is no ${id}`)
      return { phoneNumber: numberOf(number), linkedWhatsAppBusinessAccountId: account.id }
    },
    PutWhatsAppBusinessAccountEventDestinations: (parameters) => {
      const { id, eventDestinations } = readParameters(destinationsRequest, parameters)
      checkAccount(id)
      account.setDestinations(eventDestinations.map(({ eventDestinationArn }) => eventDestinationArn))
      return {}
    },
  })
  return limitRates(answer, quotas, raised, throttled, Date.now)
}

/** Requests a second in a region (Social user guide, quotas, which calls one ListWhatsAppBusinessAccount). */
const quotas: Rates = {
  SendWhatsAppMessage: quotaOf(1000),
  ListLinkedWhatsAppBusinessAccounts: quotaOf(10),
}

/** "The request was denied due to request throttling" (API reference, SendWhatsAppMessage). */
const throttled = { code: 'ThrottledRequestException', message: 'Rate exceeded', status: 429 }

/** At most one (API reference, PutWhatsAppBusinessAccountEventDestinations). A topic needs no role. */
const destinationsRequest = z.strictObject({
  id: z.string().min(1).max(100),
  eventDestinations: z
    .array(z.strictObject({ eventDestinationArn: z.string().regex(/^arn:.*:[a-z-]+([/:](.*))?$/) }))
    .max(1),
})

const summaryOf = ({ id, destinations }: BusinessAccount) => ({
  id,
  registrationStatus: 'COMPLETE',
  eventDestinations: destinations().map((eventDestinationArn) => ({ eventDestinationArn })),
})

/** AWS formats numbers for people (API reference, WhatsAppPhoneNumberDetail). */
const numberOf = ({ number, phoneNumberId }: WhatsAppNumber) => ({
  phoneNumber: number.replace(/^(\+\d\d)/, '$1 '),
  phoneNumberId,
  displayPhoneNumberName: 'Bonsoir',
  qualityRating: 'GREEN',
})

/** The actions that the emulator supports (API reference). */
export const socialMessagingRoutes: readonly Route[] = [
  { action: 'SendWhatsAppMessage', method: 'POST', path: /^\/v1\/whatsapp\/send$/ },
  { action: 'ListLinkedWhatsAppBusinessAccounts', method: 'GET', path: /^\/v1\/whatsapp\/waba\/list$/ },
  { action: 'GetLinkedWhatsAppBusinessAccount', method: 'GET', path: /^\/v1\/whatsapp\/waba\/details$/ },
  {
    action: 'GetLinkedWhatsAppBusinessAccountPhoneNumber',
    method: 'GET',
    path: /^\/v1\/whatsapp\/waba\/phone\/details$/,
  },
  {
    action: 'PutWhatsAppBusinessAccountEventDestinations',
    method: 'PUT',
    path: /^\/v1\/whatsapp\/waba\/eventdestinations$/,
  },
]

/** What IAM checks (service authorization reference, AWS End User Messaging Social). Listing accounts has none. */
const resources: { readonly [action: string]: Parameters<typeof permissionsOn>[1] } = {
  SendWhatsAppMessage: (call, place) =>
    resourceArn('phone-number-id', textParameter(call, 'originationPhoneNumberId'), place),
  GetLinkedWhatsAppBusinessAccount: (call, place) => resourceArn('waba', textParameter(call, 'id'), place),
  GetLinkedWhatsAppBusinessAccountPhoneNumber: (call, place) =>
    resourceArn('phone-number-id', textParameter(call, 'id'), place),
  PutWhatsAppBusinessAccountEventDestinations: (call, place) => resourceArn('waba', textParameter(call, 'id'), place),
}

export const socialMessagingPermissions = permissionsOn(
  'social-messaging',
  (call, place) => resources[call.action]?.(call, place) ?? '*',
)
