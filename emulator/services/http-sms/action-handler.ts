import { z } from 'zod'

import type { Answer, Call } from '../../endpoint/call.ts'
import { httpSmsAnswer } from './answer.ts'

/** Performs an action of httpSMS and returns the response. */
export type ActionHandler = (parameters: Call['parameters']) => Answer

/** Handles valid requests. Any other request gets a response that says what is wrong with which field (httpSMS's handlers). */
export const actionHandler =
  <T>(schema: z.ZodType<T>, work: (request: T) => Answer): ActionHandler =>
  (parameters) => {
    const result = schema.safeParse(parameters)
    return result.success ? work(result.data) : invalid(z.flattenError(result.error).fieldErrors)
  }

/** The response to an invalid request, with messages about each invalid field. */
export const invalid = (fields: { readonly [field: string]: readonly string[] | undefined }): Answer =>
  httpSmsAnswer(422, 'The request is not valid', fields)

export const done = (message: string, data: unknown, status = 200): Answer => httpSmsAnswer(status, message, data)
