import * as z from 'zod/mini'
import type { Presence } from '../shared/ports.ts'

/** An internal error is as good as no answer: an attempt would get one, too, and its outcome would be unknown. */
export const presenceBy = (status: number): Presence => (status >= 500 ? 'nobody' : 'somebody')

/** What the answer to a question to AWS says. An objection is an answer; an error without a status is none. */
export const presenceIn = (answer: Promise<unknown>): Promise<Presence> =>
  answer.then(
    () => 'somebody',
    (error) => presenceBy(answered.safeParse(error).data?.$metadata.httpStatusCode ?? 500),
  )

/** The SDK notes the status of any response, even of one that it can't read. */
const answered = z.object({ $metadata: z.object({ httpStatusCode: z.number() }) })
