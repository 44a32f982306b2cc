import * as z from 'zod/mini'
import type { Presence } from '../shared/ports.ts'

/** An internal error is as good as no answer: an attempt would get one, too, and nobody would know what became of the reply. */
export const presenceBy = (status: number): Presence => (status >= 500 ? 'nobody' : 'somebody')

/** What an error of a question to AWS says. It has no status if there was no response. */
export const presenceAfter = (error: unknown): Presence => {
  const { data } = answered.safeParse(error)
  return data === undefined ? 'nobody' : presenceBy(data.$metadata.httpStatusCode)
}

/** The SDK notes the status of any response, even of one that it can't read. */
const answered = z.object({ $metadata: z.object({ httpStatusCode: z.number() }) })
