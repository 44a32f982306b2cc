import { whatsAppTopic } from '../../../carriers/whatsapp/inbound.ts'
import type { OwnTopic } from '../own-topics.ts'

/** | Events as AWS and Meta document them (End User Messaging Social user guide, example-response; Meta, webhooks reference). */

export const publishedAt = Date.UTC(2026, 10, 24, 12)

const seconds = publishedAt / 1000 - 5

/** The event that AWS publishes: one entry of Meta's webhooks, as a string in JSON. */
export const published = (changes: readonly unknown[], more: object = {}): string =>
  JSON.stringify({
    context: {
      MetaWabaIds: [{ wabaId: '1234567890', arn: 'arn:aws:social-messaging:eu-west-1:123456789012:waba/fb2594b8' }],
      MetaPhoneNumberIds: [
        {
          metaPhoneNumberId: 'abcde1234567890',
          arn: 'arn:aws:social-messaging:eu-west-1:123456789012:phone-number-id/976c',
        },
      ],
    },
    whatsAppWebhookEntry: JSON.stringify({ id: '1234567890', changes }),
    aws_account_id: '123456789012',
    message_timestamp: '2026-11-24T12:00:00.271279391Z',
    ...more,
  })

export const change = (value: object, field = 'messages') => ({
  field,
  value: {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '33612345678', phone_number_id: 'abcde1234567890' },
    ...value,
  },
})

/** A message from a sender with a number and an id, except for the given content. */
export const sent = (content: object) => ({
  from: '33698765432',
  from_user_id: 'FR.13491208655302741918',
  id: 'wamid.HBgLMzM2OTg3NjU0MzIVAgASGBQzQTRCNUM2RDdFOEY5MDExMjIzMzQA',
  timestamp: String(seconds),
  ...content,
})

export const contacts = [{ profile: { name: 'Kevin' }, wa_id: '33698765432', user_id: 'FR.13491208655302741918' }]

export const words = { type: 'text', text: { body: 'Salut, c’est Kevin du bar' } }

export const received = (...contents: readonly object[]): string =>
  published([change({ contacts, messages: contents.map(sent) })])

/** A status as Meta reports it, except for these changes. */
const relayed = (changes: object) => ({
  id: 'wamid.HBgLMzM2OTg3NjU0MzIVAgARGBI5QTNDQTVCM0Q0Q0Q2RTY3RTcA',
  timestamp: String(seconds),
  recipient_id: '33698765432',
  recipient_user_id: 'FR.13491208655302741918',
  biz_opaque_callback_data: 'our-id',
  ...changes,
})

export const reported = (status: object): string => published([change({ statuses: [relayed(status)] })])

/** AWS's own id of a message that we sent, as in its example of an event (managing-event-destination-dlrs). */
export const awsId = '6d69f07a-c317-4278-9d5c-6a84078419ec'

/** Statuses without callback data, in an event whose header has AWS's own id, as AWS itself may make them. */
export const reportedByAws = (...statuses: readonly object[]): string => {
  const told = statuses.map((status) => relayed({ biz_opaque_callback_data: undefined, ...status }))
  return published([change({ statuses: told })], { messageId: awsId })
}

/** The id of the person with that number. */
const idOf = (number: string): string => `FR.${number.replace('+', '')}`

/** Every sender has a number and an id, as people without a username do. */
export const whatsappTopic: OwnTopic = {
  topic: (keyOf) => whatsAppTopic('arn:aws:sns:eu-west-3:123456789012:whatsapp', keyOf),
  idOf,
  eventOf: (line, texts) => {
    const messages = texts.map(({ id, from, words, sentAt, shows }) => ({
      id,
      ...(shows !== 'id' && { from: from.replace('+', '') }),
      ...(shows !== 'number' && { from_user_id: idOf(from) }),
      timestamp: String(Math.floor(sentAt / 1000)),
      ...(words === '' ? { type: 'audio', audio: {} } : { type: 'text', text: { body: words } }),
    }))
    const metadata = { display_phone_number: line.replace(/\D/g, ''), phone_number_id: '1' }
    return published([change({ metadata, messages })])
  },
}

/** Numbers, ids and texts that no log may hold, and events that contain them. */
export type Generated = { readonly secrets: readonly string[]; readonly next: (at: number) => string }

const people = 40

/** Generates events that are valid, invalid in one place, or of unknown kinds. `random` returns a number from 0 up to 1. */
export const createGeneratedEvents = (random: () => number): Generated => {
  const oneOf = <T>(...values: readonly T[]): T => values[Math.floor(random() * values.length)] as T
  // None is round, since the log could contain a round number as part of a time.
  const numbers = Array.from({ length: people }, (_, i) => `336${91_283_747 + i * 7919}`)
  const ids = numbers.map((_, i) => `FR.${8_271_838_461_257 + i * 104_729}`)
  const wording = ['Salut ma belle, tu fais quoi', 'STOP', 'Réponds-moi tout de suite', 'photo volée', 'START', '…']
  let messages = 0

  const message = (at: number) => {
    const who = Math.floor(random() * people)
    const number = numbers[who] ?? ''
    return {
      from: oneOf<unknown>(number, number, number, undefined, '', 33, `+${number}`),
      from_user_id: oneOf<unknown>(ids[who], ids[who], ids[who], undefined, 'US.ENT.5', null, ids[who]?.slice(3)),
      id: oneOf<unknown>(`wamid.${Buffer.from(`${number}${messages++}`).toString('base64')}`, `wamid.${number}`, '', 7),
      timestamp: oneOf<unknown>(String(Math.floor(at / 1000)), String(Math.floor(at / 1000) - 90_000), 'now', -1, {}),
      ...content(),
      ...oneOf<object>({}, {}, {}, { group_id: 'g' }, { context: { from: number } }, { brand_new: { number } }),
    }
  }
  const content = (): object => {
    const body = oneOf<unknown>(...wording, ...wording, 'a'.repeat(5000), null, { body: 'deep' })
    const type = oneOf('text', 'image', 'video', 'audio', 'document', 'sticker', 'location', 'contacts', 'unsupported')
    return oneOf<object>(
      { type: 'text', text: { body } },
      { type: 'text', text: { body } },
      { type: oneOf<unknown>(type, 'reaction', 'system', 'edit', 'hologram', 4), [type]: { caption: body } },
      { type },
      {},
    )
  }
  const status = (): object => ({
    id: 'wamid.r',
    status: oneOf<unknown>('sent', 'delivered', 'read', 'failed', 'melted', 1),
    recipient_id: oneOf<unknown>(...numbers.slice(0, 5), undefined),
    biz_opaque_callback_data: oneOf<unknown>('reply', numbers[0], undefined, 'not an id!', 5),
    errors: oneOf<unknown>(undefined, [], [{ code: 131_047 }], [{ code: 'x' }], 'none', [null]),
  })
  const some = <T>(make: () => T): readonly T[] => Array.from({ length: Math.floor(random() * 4) }, make)
  const value = (at: number): object =>
    oneOf<object>(
      { messages: some(() => message(at)) },
      { messages: some(() => message(at)) },
      { statuses: some(status) },
      { messages: some(() => message(at)), statuses: some(status), errors: [{ code: 1 }] },
      { messages: oneOf<unknown>(numbers[1], 4, null, [[wording[0]]]) },
    )
  const changes = (at: number): readonly unknown[] =>
    oneOf<readonly unknown[]>(
      [change(value(at))],
      [change(value(at))],
      [change(value(at)), change(value(at), 'calls')],
      [change({ event: numbers[2] }, 'account_update')],
      [{ field: 'messages', value: oneOf<unknown>(null, wording[2], [], { metadata: { display_phone_number: 5 } }) }],
      [wording[3], numbers[3]],
      [],
    )
  return {
    secrets: [...numbers, ...ids, ...wording.filter((words) => words.length > 6)],
    next: (at) => {
      const event = published(changes(at))
      const broken = () => event.slice(0, Math.floor(random() * event.length))
      return random() < 0.95
        ? event
        : oneOf(broken(), '', 'null', '[]', `"${wording[0]}"`, '{"whatsAppWebhookEntry":4}')
    },
  }
}
