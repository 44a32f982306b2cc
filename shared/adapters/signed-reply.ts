import { createHmac, timingSafeEqual } from 'node:crypto'

import { parseJson } from '../rules/parse-json.ts'
import { type QueuedReply, readQueuedReply } from '../rules/queued-reply.ts'

/** The SQS message body of a reply: JSON with a `mac` over all other fields, made with a key that only the stage's functions have. */
export const createSignReply =
  (key: string) =>
  (reply: QueuedReply): string =>
    JSON.stringify({ ...reply, mac: macOf(key, reply) })

/** Reads a message body. Returns undefined if our functions did not sign it. Throws if they did but its format is unknown. */
export const createReadReply =
  (key: string) =>
  (body: string): QueuedReply | undefined => {
    const parsed = parseJson(body)
    if (typeof parsed !== 'object' || parsed === null) return undefined
    const { mac, ...reply }: { readonly mac?: unknown } = parsed
    if (!isMacOf(key, reply, mac)) return undefined
    const read = readQueuedReply(reply)
    if (read === undefined) throw new Error('The reply is ours, and not of a format that this version knows')
    return read
  }

const macOf = (key: string, reply: object): string =>
  createHmac('sha256', key).update(JSON.stringify(reply)).digest('base64url')

const isMacOf = (key: string, reply: object, mac: unknown): boolean => {
  if (typeof mac !== 'string') return false
  try {
    const [given, right] = [Buffer.from(mac), Buffer.from(macOf(key, reply))]
    return given.length === right.length && timingSafeEqual(given, right)
  } catch {
    // A body that is nested too deeply to be serialised can't be ours.
    return false
  }
}
