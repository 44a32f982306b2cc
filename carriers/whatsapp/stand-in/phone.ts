import type { LinePhone, Phones } from '../../../emulator/index.ts'
import type { WhatsAppNumber } from './business-account.ts'
import { messageChange } from './event.ts'
import { type Conversations, newWamid, personOf } from './people.ts'
import type { Publish } from './sending.ts'

export type PhoneOptions = {
  readonly conversations: Conversations
  readonly phones: Pick<Phones, 'send'>
  readonly publish: Publish
  /** The id by which a text is known here, from Meta's. */
  readonly idOf: (wamid: string) => string
}

/** Older ids are forgotten, so their messages can't be sent again. */
const keptIds = 10_000

/** Sends what people write to a number on WhatsApp. It has no phone that could be off. */
export const createNumberPhone = (number: WhatsAppNumber, options: PhoneOptions): LinePhone => {
  const { conversations, phones, publish, idOf } = options
  const wamids = new Map<string, string>()
  const newId = (from: string): string => {
    const wamid = newWamid(personOf(from))
    const id = idOf(wamid)
    wamids.set(id, wamid)
    const [oldest] = wamids.keys()
    if (wamids.size > keptIds && oldest !== undefined) wamids.delete(oldest)
    return id
  }
  /** Shows a message on the sender's own phone. */
  const begin = (from: string, text: string, given: string | undefined) => {
    const person = personOf(from)
    const id = given !== undefined && wamids.has(given) ? given : newId(from)
    conversations.hear(person, number)
    phones.send({ id, from, to: number.address, text })
    return { id, text, person, wamid: wamids.get(id) ?? '' }
  }
  return {
    newId,
    text: async (from, text, given) => {
      const message = begin(from, text, given)
      await publish(number, messageChange(message))
      return message.id
    },
  }
}
