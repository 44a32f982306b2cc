import { createHmac, timingSafeEqual } from 'node:crypto'

import type { BookingNotes } from '../ports.ts'

/** 128 bits, so that a sender's record stays within a kilobyte. */
const macBytes = 16

/** Signs notes of bookings with the key that signs replies. No reply has the same bytes: it is a JSON object, and this a list. */
export const createBookingNotes = (key: string): BookingNotes => {
  const macOf = (inboundId: string, budget: string, dueAt: number): Buffer =>
    createHmac('sha256', key)
      .update(JSON.stringify([inboundId, budget, dueAt]))
      .digest()
      .subarray(0, macBytes)
  return {
    sign: (inboundId, budget, dueAt) => ({ dueAt, mac: macOf(inboundId, budget, dueAt).toString('base64url') }),
    isOurs: (inboundId, budget, { dueAt, mac }) => {
      const given = Buffer.from(mac, 'base64url')
      return given.length === macBytes && timingSafeEqual(given, macOf(inboundId, budget, dueAt))
    },
  }
}
