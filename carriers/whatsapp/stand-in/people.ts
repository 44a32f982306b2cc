import { createHash, randomBytes } from 'node:crypto'
import parsePhoneNumber from 'libphonenumber-js/mobile'
import { CloudError } from '../../../emulator/index.ts'
import type { WhatsAppNumber } from './business-account.ts'

/** A person on WhatsApp, with an id for each business, who may hide the number (Meta, business-scoped user ids). */
export type Person = {
  /** The number in E.164, if it is visible. */
  readonly number?: string
  readonly userId: string
}

/** The person for a number, or for the id of one whose number is hidden. Throws a `CloudError` for anything else. */
export const personOf = (sender: string): Person => {
  if (/^\+\d{5,15}$/.test(sender)) return { number: sender, userId: userIdOf(sender) }
  if (/^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/.test(sender)) return { userId: sender }
  throw new CloudError(
    `Nobody on WhatsApp is called ${JSON.stringify(sender)}: numbers begin with +, ids with a country.`,
  )
}

/** The id for a number is always the same here, so that a person can show the number first and hide it later. */
export const userIdOf = (number: string): string => {
  const hash = createHash('sha256').update(number).digest().readBigUInt64BE()
  return `${parsePhoneNumber(number)?.country ?? 'XX'}.${hash}`
}

export type Conversations = ReturnType<typeof createConversations>

/** A business may answer freely for 24 hours after a person's message or call (Meta, send messages). */
const windowMs = 24 * 60 * 60 * 1000

/** Keeps track of who may get free-form messages, and of what they read when they write again. */
export const createConversations = (now: () => number) => {
  const heardAt = new Map<string, number>()
  const unread = new Map<string, readonly (() => void)[]>()
  const keyOf = ({ userId }: Person, { address }: WhatsAppNumber) => `${address} ${userId}`
  return {
    hear: (person: Person, number: WhatsAppNumber): void => {
      const key = keyOf(person, number)
      heardAt.set(key, now())
      const reads = unread.get(key) ?? []
      unread.delete(key)
      for (const read of reads) read()
    },
    /** Notes a message that this person reads on writing again. */
    leaveUnread: (person: Person, number: WhatsAppNumber, read: () => void): void => {
      const key = keyOf(person, number)
      unread.set(key, [...(unread.get(key) ?? []), read])
    },
    isOpen: (person: Person, number: WhatsAppNumber): boolean =>
      now() - (heardAt.get(keyOf(person, number)) ?? Number.NEGATIVE_INFINITY) <= windowMs,
  }
}

/** An id like those in Meta's webhooks reference. What it contains when the number is hidden isn't documented. */
export const newWamid = ({ number, userId }: Person): string => {
  const who = Buffer.from(number?.slice(1) ?? userId)
  const random = Buffer.from(randomBytes(10).toString('hex').toUpperCase())
  const bytes = [Buffer.of(0x1c, 0x18, who.length), who, Buffer.of(0x15, 0x02, 0x00, 0x12, 0x18, random.length), random]
  return `wamid.${Buffer.concat([...bytes, Buffer.of(0)]).toString('base64')}`
}
