import { z } from 'zod'

import { parseJson } from '../../parse-json.ts'

/** The filters of an event source mapping (API reference, FilterCriteria). */
export type FilterCriteria = { readonly Filters?: readonly { readonly Pattern: string }[] | undefined }

/** A pattern that lists bodies, the only kind that is supported here. */
const pattern = z.strictObject({ body: z.array(z.string()).min(1) })

export const isSupported = ({ Filters = [] }: FilterCriteria): boolean =>
  Filters.every(({ Pattern }) => pattern.safeParse(parseJson(Pattern)).success)

/**
 * Whether Lambda gives a message to the function. It removes every other message from the queue: one that satisfies none of the filters, and
 * one whose body is JSON where a filter expects a plain string (developer guide, with-sqs-filtering).
 */
export const passes = ({ Filters = [] }: FilterCriteria, body: string): boolean =>
  Filters.length === 0 ||
  (parseJson(body) === undefined &&
    Filters.some(({ Pattern }) => pattern.safeParse(parseJson(Pattern)).data?.body.includes(body)))
