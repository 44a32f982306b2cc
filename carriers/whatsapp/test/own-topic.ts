import type { OwnTopic } from '../../test/own-topic.ts'
import { whatsAppTopic } from '../lambda/inbound.ts'
import { change, published } from './events.ts'

/** The id of the person with that number. */
const idOf = (number: string): string => `${number.startsWith('+32') ? 'BE' : 'FR'}.${number.replace('+', '')}`

/** Every sender has a number and an id, as people without a username do. */
export const ownTopic: OwnTopic = {
  topic: (keyOf) => whatsAppTopic('arn:aws:sns:eu-west-3:123456789012:whatsapp', keyOf),
  eventOf: (line, texts) => {
    const messages = texts.map(({ id, from, words, sentAt }) => ({
      id,
      from: from.replace('+', ''),
      from_user_id: idOf(from),
      timestamp: String(Math.floor(sentAt / 1000)),
      ...(words === '' ? { type: 'audio', audio: {} } : { type: 'text', text: { body: words } }),
    }))
    const metadata = { display_phone_number: line.replace(/\D/g, ''), phone_number_id: '1' }
    return published([change({ metadata, messages })])
  },
}
