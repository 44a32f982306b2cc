import { randomBytes } from 'node:crypto'

import type { Person } from './people.ts'

/**
 * Makes an id of a message like those in Meta's documentation (webhooks reference): base64 of the other person's number and
 * something random. Meta doesn't document what the id contains when the number is hidden.
 */
export const newWamid = ({ number, userId }: Person): string => {
  const who = Buffer.from(number?.slice(1) ?? userId)
  const random = Buffer.from(randomBytes(10).toString('hex').toUpperCase())
  const bytes = [Buffer.of(0x1c, 0x18, who.length), who, Buffer.of(0x15, 0x02, 0x00, 0x12, 0x18, random.length), random]
  return `wamid.${Buffer.concat([...bytes, Buffer.of(0)]).toString('base64')}`
}
