import { z } from 'zod'

import { jsonAnswer } from '../../endpoint/answers.ts'
import type { Answer } from '../../endpoint/call.ts'
import type { Invocation } from './execution-environment.ts'

/**
 * Converts a function's result to the HTTP response of its URL (developer guide, payload format 2.0). The status is 502 if the
 * function failed. Our functions return a status and never a base64 body. Any other result also gets a 502, which says what isn't
 * supported here.
 */
export const urlAnswer = (invocation: Invocation): Answer => {
  if ('error' in invocation) return failed('Internal Server Error')
  const { data, error } = answered.safeParse(JSON.parse(invocation.payload))
  if (data === undefined) return failed(`The embedded cloud can't pass on this answer: ${z.prettifyError(error)}`)
  const { statusCode: status, headers, body } = data
  const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])
  return { status, headers: { ...json, ...Object.fromEntries(lowerCase) }, body }
}

/** A result with other characters in a header is invalid, because it can't be sent. */
const headerName = z.string().regex(/^[\w-]+$/)
const headerValue = z.union([z.string().regex(/^[\t\x20-\x7e]*$/), z.number(), z.boolean()])

const answered = z.strictObject({
  statusCode: z.int().min(200).max(599),
  headers: z.record(headerName, headerValue).default({}),
  body: z.string().default(''),
})

const json = { 'content-type': 'application/json' }

const failed = (body: string): Answer => ({ status: 502, headers: json, body })

/** Lambda's response at a URL that belongs to no function. */
export const noFunction = (): Answer =>
  jsonAnswer(403, { Message: 'Forbidden' }, { 'x-amzn-errortype': 'AccessDeniedException' })
