import * as z from 'zod/mini'

/**
 * The id of a text or a call: it becomes part of a key of the table, and of log lines. AWS's example is a UUID (End User Messaging
 * guide, two-way SMS payload), but no document says that its ids always are, so other short ids are accepted too.
 */
export const messageId = z.string().check(z.regex(/^[\w:.-]{1,128}$/))
