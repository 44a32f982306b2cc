import type { InboundTopic } from '../../shared/inbound.ts'
import type { CarrierName } from '../../shared/rules/carriers.ts'
import { whatsAppTopic } from '../whatsapp/lambda/inbound.ts'
import { change, published } from '../whatsapp/test/events.ts'

type Content = { readonly id: string; readonly from: string; readonly words: string; readonly sentAt: number }
/** A text as its sender knows it, and which of the sender's names it shows: by default all. */
export type TextSent = Content & { readonly shows?: 'number' | 'id' | undefined }

/** A carrier with an inbound topic of its own, for tests without a cloud. */
type OwnTopic = {
  readonly topic: (keyOf: (words: string) => string) => InboundTopic
  /** The second name of a sender, if texts show one. */
  readonly idOf: (number: string) => string
  /** The message of a notification about texts to a line, which is given by its address. */
  readonly eventOf: (line: string, texts: readonly TextSent[]) => string
}

/** The id of the person with that number. */
const idOf = (number: string): string => `${number.startsWith('+32') ? 'BE' : 'FR'}.${number.replace('+', '')}`

/** Every sender has a number and an id, as people without a username do. */
const whatsapp: OwnTopic = {
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

/** Carriers with an inbound topic of their own. */
export const ownTopics: Readonly<Partial<Record<CarrierName, OwnTopic>>> = { whatsapp }
