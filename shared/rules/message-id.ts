import * as z from 'zod/mini'

/**
 * The id of a text or a call. It becomes part of table keys and log lines, so its length and characters are limited. AWS's example is a
 * UUID (End User Messaging guide, two-way SMS payload), but no document says that its ids always are, so other short ids are accepted too.
 * `__proto__` is not: ids are names in a sender's stored maps, and JavaScript that copies a map may lose that name.
 */
export const messageId = z.string().check(z.regex(/^(?!__proto__$)[\w:.-]{1,128}$/))
