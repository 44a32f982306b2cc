import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'
import { z } from 'zod'

import { parseJson } from '../shared/rules/parse-json.ts'

/** What a dead letter is to the sender whom it is about: their text, our reply, or a report about one. */
export type DeadLetterKind = 'texts' | 'replies' | 'reports'

/** Which field of a letter holds the sender's number: our own, and those that End User Messaging documents of texts and of events. */
const fields: readonly (readonly [kind: DeadLetterKind, field: string])[] = [
  ['texts', 'originationNumber'],
  ['replies', 'sender'],
  ['reports', 'destinationPhoneNumber'],
]

/**
 * What kind of letter about the sender with this number (E.164) a dead letter is; undefined for one about somebody else. It asks for less
 * than functions do, since a letter may be dead because they can't read it. AWS doesn't say whether what SNS could not deliver comes in an
 * envelope, like what it could; either is read.
 */
export const deadLetterKind = (body: string, number: string): DeadLetterKind | undefined => {
  const outer = parseJson(body)
  const { data: envelope } = z.object({ Message: z.string() }).safeParse(outer)
  const contents = [outer, envelope && parseJson(envelope.Message)]
  return fields.find(([, field]) => contents.some((content) => holds(content, field, number)))?.[0]
}

/** The same number may be written in several ways. */
const holds = (content: unknown, field: string, number: string): boolean => {
  const { data } = z.object({ [field]: z.string() }).safeParse(content)
  return parsePhoneNumberFromString(data?.[field] ?? '')?.number === number
}
