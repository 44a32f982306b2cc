import { whatsAppTopic } from '../../../carriers/whatsapp/inbound.ts'
import type { OwnTopic } from '../own-topic.ts'
import { change, published } from './events.ts'

/** Every sender has a number and an id, as people without a username do. */
export const whatsappTopic: OwnTopic = {
  topic: (keyOf) => whatsAppTopic('arn:aws:sns:eu-west-3:123456789012:whatsapp', keyOf),
  eventOf: (line, texts) => {
    const messages = texts.map(({ id, from, words, sentAt }) => ({
      id,
      from: from.replace('+', ''),
      from_user_id: `FR.${from.replace('+', '')}`,
      timestamp: String(Math.floor(sentAt / 1000)),
      ...(words === '' ? { type: 'audio', audio: {} } : { type: 'text', text: { body: words } }),
    }))
    const metadata = { display_phone_number: line.replace(/\D/g, ''), phone_number_id: '1' }
    return published([change({ metadata, messages })])
  },
}
