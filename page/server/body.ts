import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { z } from 'zod'

import { parseJson } from '../../shared/rules/parse-json.ts'

/** Enough for the longest text that SNS takes, in any script, written as JSON. */
const maxBytes = 64 * 1024

/** Refuses a request whose body is too large. */
export const limitBody = bodyLimit({
  maxSize: maxBytes,
  onError: (context) => context.json({ error: `A request must not exceed ${maxBytes} bytes.` }, 413),
})

/** Reads the JSON of a request. Returns a sentence that says what is wrong if it doesn't fit. */
export const readBody = async <T>(
  context: Context,
  schema: z.ZodType<T>,
): Promise<{ readonly data: T } | { readonly mistake: string }> => {
  const { data, error } = schema.safeParse(parseJson(await context.req.text()))
  return data === undefined ? { mistake: `${error?.issues[0]?.message}.` } : { data }
}
