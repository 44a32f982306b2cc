import { inboundExamples } from '../../test/examples.ts'

/** Events as AWS (User Guide, example-response) and Meta (webhooks reference) document them. */

export const publishedAt = Date.UTC(2026, 10, 24, 12)

const arnOf = (resource: string): string => `arn:aws:social-messaging:eu-west-1:123456789012:${resource}`

/** The event that AWS publishes: one entry of Meta's webhooks, as a string in JSON. */
export const published = (changes: readonly unknown[], more: object = {}): string =>
  JSON.stringify({
    context: {
      MetaWabaIds: [{ wabaId: '1234567890', arn: arnOf('waba/fb2594b8') }],
      MetaPhoneNumberIds: [{ metaPhoneNumberId: 'abcde1234567890', arn: arnOf('phone-number-id/976c') }],
    },
    whatsAppWebhookEntry: JSON.stringify({ id: '1234567890', changes }),
    aws_account_id: '123456789012',
    message_timestamp: '2026-11-24T12:00:00.271279391Z',
    ...more,
  })

const metadata = { display_phone_number: '33612345678', phone_number_id: 'abcde1234567890' }
const around = { messaging_product: 'whatsapp', metadata }
export const change = (value: object, field = 'messages') => ({ field, value: { ...around, ...value } })

const payloadOf = (kind: string): object => inboundExamples('whatsapp')[kind]?.payload ?? {}

/** A message from a sender with a number and an id, except for the given content. */
export const sent = (content: object) => ({ ...payloadOf('message'), ...content })

export const contacts = [{ profile: { name: 'Kevin' }, wa_id: '33698765432', user_id: 'FR.13491208655302741918' }]

/** A status as Meta reports it, except for these changes. */
const relayed = (changes: object) => ({ ...payloadOf('status'), ...changes })

export const reported = (status: object): string => published([change({ statuses: [relayed(status)] })])

/** AWS's own id of a message that we sent, as in its example of an event (managing-event-destination-dlrs). */
export const awsId = '6d69f07a-c317-4278-9d5c-6a84078419ec'

/** Statuses without callback data, in an event whose header has AWS's own id, as AWS itself may make them. */
export const reportedByAws = (...statuses: readonly object[]): string => {
  const told = statuses.map((status) => relayed({ biz_opaque_callback_data: undefined, ...status }))
  return published([change({ statuses: told })], { messageId: awsId })
}
