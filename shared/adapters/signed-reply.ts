import { createHmac, timingSafeEqual } from 'node:crypto'

import { parseJson } from '../rules/parse-json.ts'
import { type QueuedReply, readQueuedReply } from '../rules/queued-reply.ts'

/** What SQS carries of a reply: JSON with a `mac` of everything else in it, under a key that the stage's functions alone have. */
export const createSignReply =
  (key: string) =>
  (reply: QueuedReply): string =>
    JSON.stringify({ ...reply, mac: macOf(key, reply) })

type Trust = {
  readonly key: string
  /** Until then a reply without a `mac` is read, as the version before queued it. */
  readonly unsignedUntil: number
  readonly now: () => number
}

/** Reads the body of a message; undefined if it is not ours. Throws on what we have signed and can't read. */
export const createReadReply =
  ({ key, unsignedUntil, now }: Trust) =>
  (body: string): QueuedReply | undefined => {
    const parsed = parseJson(body)
    if (typeof parsed !== 'object' || parsed === null) return undefined
    const { mac, ...reply }: { readonly mac?: unknown } = parsed
    const read = readQueuedReply(reply)
    if (mac === undefined) return now() < unsignedUntil ? read : undefined
    if (!isMacOf(key, reply, mac)) return undefined
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
    // What is nested too deeply to be written again was not written by us.
    return false
  }
}
