import { randomBytes } from 'node:crypto'

import type { Person } from './people.ts'

/**
 * Meta's id of a message, as ids in its documentation are made (webhooks reference): base64 that holds the other side's number and something
 * random. What stands in place of a number that is not visible isn't documented.
 */
export const newWamid = ({ number, userId }: Person): string => {
  const who = Buffer.from(number?.slice(1) ?? userId)
  const random = Buffer.from(randomBytes(10).toString('hex').toUpperCase())
  const bytes = [Buffer.of(0x1c, 0x18, who.length), who, Buffer.of(0x15, 0x02, 0x00, 0x12, 0x18, random.length), random]
  return `wamid.${Buffer.concat([...bytes, Buffer.of(0)]).toString('base64')}`
}
