import { createHmac } from 'node:crypto'

/** HMAC-SHA256 of an E.164 number, in base64url. Whoever has the pepper can test numbers against a key; nobody else can. */
export const createSenderKeyOf =
  (pepper: string) =>
  (number: string): string =>
    createHmac('sha256', pepper).update(number).digest('base64url')
