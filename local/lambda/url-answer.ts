import { z } from 'zod'

import { jsonAnswer } from '../endpoint/answers.ts'
import type { Answer } from '../endpoint/call.ts'
import type { Invocation } from './execution-environment.ts'

/**
 * What whoever called the URL gets from what the function answered (developer guide, payload format 2.0); 502 if it failed. The answers
 * of our functions have a status and no bytes: any other gets a 502 that says what is not known here.
 */
export const urlAnswer = (invocation: Invocation): Answer => {
  if ('error' in invocation) return failed('Internal Server Error')
  const { data, error } = answered.safeParse(JSON.parse(invocation.payload))
  if (data === undefined) return failed(`The embedded cloud can't pass on this answer: ${z.prettifyError(error)}`)
  const { statusCode: status, headers, body } = data
  const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])
  return { status, headers: { ...json, ...Object.fromEntries(lowerCase) }, body }
}

/** What can't be in a header can't be in an answer. */
const headerName = z.string().regex(/^[\w-]+$/)
const headerValue = z.union([z.string().regex(/^[\t\x20-\x7e]*$/), z.number(), z.boolean()])

const answered = z.strictObject({
  statusCode: z.int().min(200).max(599),
  headers: z.record(headerName, headerValue).default({}),
  body: z.string().default(''),
})

const json = { 'content-type': 'application/json' }

const failed = (body: string): Answer => ({ status: 502, headers: json, body })

/** What Lambda answers at an address that leads to no function. */
export const noFunction = (): Answer =>
  jsonAnswer(403, { Message: 'Forbidden' }, { 'x-amzn-errortype': 'AccessDeniedException' })
