import { createHmac, timingSafeEqual } from 'node:crypto'
import { NamedError } from '../named-error.ts'
import { parseJson } from '../rules/parse-json.ts'
import { type QueuedReply, readQueuedReply } from '../rules/queued-reply.ts'

/**
 * Writes a queued reply as JSON with a `mac` over all other fields, by the functions' key, which `kid` names. Without
 * it, whoever could write to the queue could have anybody texted. The table needs none: IAM says who may write what.
 */
export const createSignReply = (key: string): ((reply: QueuedReply) => string) => {
  const kid = idOf(key)
  return (reply) => {
    const named = { ...reply, kid }
    return JSON.stringify({ ...named, mac: macOf(key, named) })
  }
}

type ReadReply = (body: string) => QueuedReply | 'forged' | 'other-key'

/** Reads a body: `forged` without our MAC, `other-key` if it names another key. Throws if its format is unknown. */
export const createReadReply = (key: string): ReadReply => {
  const ownKid = idOf(key)
  return (body) => {
    const parsed = parseJson(body)
    if (typeof parsed !== 'object' || parsed === null) return 'forged'
    const { mac, ...reply }: { readonly mac?: unknown; readonly kid?: unknown } = parsed
    if (typeof mac !== 'string') return 'forged'
    if (typeof reply.kid === 'string' && reply.kid !== ownKid) return 'other-key'
    if (!isMacOf(key, reply, mac)) return 'forged'
    const read = readQueuedReply(reply)
    if (read === undefined)
      throw new NamedError('OtherReplyFormat', 'The reply is ours, and not of a format that this version knows')
    return read
  }
}

/** Returns eight characters that tell keys apart and reveal nothing of them. A reply, being JSON, is never `key id`. */
const idOf = (key: string): string => createHmac('sha256', key).update('key id').digest('base64url').slice(0, 8)

const macOf = (key: string, reply: object): string =>
  createHmac('sha256', key).update(JSON.stringify(reply)).digest('base64url')

const isMacOf = (key: string, reply: object, mac: string): boolean => {
  try {
    const [given, right] = [Buffer.from(mac), Buffer.from(macOf(key, reply))]
    return given.length === right.length && timingSafeEqual(given, right)
  } catch {
    // A body that is nested too deeply to be serialised can't be ours.
    return false
  }
}

/**
 * Hashes a number or an id by HMAC-SHA256, in base64url. Only who has the pepper can test numbers against a key.
 * Numbers and ids share it, since a number begins with a plus, and no id of AWS's or Meta's does. Whoever makes one up
 * that does finds the key of a number in a log: an operator can, who may read the pepper anyway.
 */
export const createSenderKeyOf =
  (pepper: string) =>
  (number: string): string =>
    createHmac('sha256', pepper).update(number).digest('base64url')
