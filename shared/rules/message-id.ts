import * as z from 'zod/mini'

/**
 * The id of a text or a call. It becomes part of table keys and log lines, so its length and characters are limited. AWS's example is a
 * UUID (End User Messaging guide, two-way SMS payload), but no document says that its ids always are, so other short ids are accepted too.
 */
export const messageId = z.string().check(z.regex(/^[\w:.-]{1,128}$/))
