import { z } from 'zod'

import type { Answer, Call } from '../../../local/endpoint/call.ts'
import { httpSmsAnswer } from './answer.ts'

/** What httpSMS does and answers when it is asked for an action. */
export type ActionHandler = (parameters: Call['parameters']) => Answer

/** Does what requests of this kind ask for; any other is told what is wrong with which field (its handlers). */
export const actionHandler =
  <T>(schema: z.ZodType<T>, work: (request: T) => Answer): ActionHandler =>
  (parameters) => {
    const result = schema.safeParse(parameters)
    return result.success ? work(result.data) : invalid(z.flattenError(result.error).fieldErrors)
  }

/** The sentences about each field that is wrong. */
export const invalid = (fields: { readonly [field: string]: readonly string[] | undefined }): Answer =>
  httpSmsAnswer(422, 'The request is not valid', fields)

export const done = (message: string, data: unknown, status = 200): Answer => httpSmsAnswer(status, message, data)
