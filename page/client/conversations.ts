import type { Events, Message } from './protocol.ts'

/** The messages on each sender's phone, oldest first. */
export type Conversations = ReadonlyMap<string, readonly Message[]>

export const withMessages = (conversations: Conversations, messages: readonly Message[]): Conversations => {
  const all = new Map(conversations)
  for (const message of messages) {
    const sender = senderOf(message)
    all.set(sender, withMessage(all.get(sender) ?? [], message))
  }
  return all
}

/** Adds what has become known about a text or a reply, such as its decision or its delivery. */
export const withFate = (conversations: Conversations, { id, ...fate }: Events['update']): Conversations => {
  for (const [sender, messages] of conversations) {
    const index = messages.findLastIndex((message) => message.id === id)
    const message = messages[index]
    if (message) return new Map(conversations).set(sender, messages.with(index, { ...message, ...fate }))
  }
  return conversations
}

/** The person on the other end: whoever texts the line or is answered by it. */
export const senderOf = ({ direction, from, to }: Message): string => (direction === 'inbound' ? from : to)

/** A message may arrive twice: in the list, and in the stream. */
const withMessage = (messages: readonly Message[], message: Message): readonly Message[] => {
  const index = messages.findLastIndex(({ id, direction }) => id === message.id && direction === message.direction)
  return index < 0 ? [...messages, message] : messages.with(index, { ...messages[index], ...message })
}
