import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'
import { z } from 'zod'

import { parseJson } from '../shared/rules/parse-json.ts'

/** What a dead letter is from a sender's point of view: their text, our reply to it, or a report about a reply. */
export type DeadLetterKind = 'texts' | 'replies' | 'reports'

/**
 * The field that holds the sender's number, for each kind. The field of replies is ours; End User
 * Messaging documents those of texts and of events.
 */
const fields: readonly (readonly [kind: DeadLetterKind, field: string])[] = [
  ['texts', 'originationNumber'],
  ['replies', 'sender'],
  ['reports', 'destinationPhoneNumber'],
]

/**
 * The kind of a dead letter about the sender with this number (E.164), or undefined if it is about somebody else. It requires less of a
 * message than the functions do, because a message may have become a dead letter because they can't read it. AWS doesn't say whether a
 * message that SNS could not deliver is in an SNS envelope like a delivered one, so both forms are read.
 */
export const deadLetterKind = (body: string, number: string): DeadLetterKind | undefined => {
  const outer = parseJson(body)
  const { data: envelope } = z.object({ Message: z.string() }).safeParse(outer)
  const contents = [outer, envelope && parseJson(envelope.Message)]
  return fields.find(([, field]) => contents.some((content) => holds(content, field, number)))?.[0]
}

/** Compares parsed numbers, because one number can be written in several ways. */
const holds = (content: unknown, field: string, number: string): boolean => {
  const { data } = z.object({ [field]: z.string() }).safeParse(content)
  return parsePhoneNumberFromString(data?.[field] ?? '')?.number === number
}
