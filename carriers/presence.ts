import * as z from 'zod/mini'
import type { Presence } from '../shared/ports.ts'

/** An internal error is as good as no answer: an attempt would get one, too, and nobody would know what became of the reply. */
export const presenceBy = (status: number): Presence => (status >= 500 ? 'nobody' : 'somebody')

/** What the answer to a question to AWS says. Whatever AWS objects to is one, too, unlike an error without a status, which had no response. */
export const presenceIn = (answer: Promise<unknown>): Promise<Presence> =>
  answer.then(
    () => 'somebody',
    (error) => presenceBy(answered.safeParse(error).data?.$metadata.httpStatusCode ?? 500),
  )

/** The SDK notes the status of any response, even of one that it can't read. */
const answered = z.object({ $metadata: z.object({ httpStatusCode: z.number() }) })
