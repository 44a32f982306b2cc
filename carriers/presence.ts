import * as z from 'zod/mini'
import type { Presence } from '../shared/ports.ts'
import { errorName } from '../shared/rules/telemetry.ts'

/** Reads an answer by its status. An internal error is as good as no answer: an attempt would get one, too. */
export const presenceBy = (status: number, reason: string): Presence => {
  if (status >= 500) return 'nobody'
  return status < 300 ? 'somebody' : { refused: reason }
}

/** Reads AWS's answer to a question. An error without a status is none. */
export const presenceIn = (answer: Promise<unknown>): Promise<Presence> =>
  answer.then(
    () => 'somebody',
    (error) => presenceBy(answered.safeParse(error).data?.$metadata.httpStatusCode ?? 500, reasonOf(error)),
  )

/** The SDK notes the status of any response, even of one that it can't read. */
const answered = z.object({ $metadata: z.object({ httpStatusCode: z.number() }) })

/** Returns the `Reason` that some of AWS's errors have, or the error's name. */
export const reasonOf = (error: unknown): string => reasoned.safeParse(error).data?.Reason ?? errorName(error)

const reasoned = z.object({ Reason: z.string() })
