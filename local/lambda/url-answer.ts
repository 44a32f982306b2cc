import { z } from 'zod'

import { jsonAnswer } from '../endpoint/answers.ts'
import type { UrlAnswer } from '../endpoint/call.ts'
import type { Invocation } from './execution-environment.ts'

/** What whoever called the URL gets from what the function answered (developer guide, payload format 2.0); 502 if it failed. */
export const urlAnswer = (invocation: Invocation): UrlAnswer => {
  if ('error' in invocation) return failed
  const payload: unknown = JSON.parse(invocation.payload)
  // An answer without a status is what the function has to say.
  if (!hasStatus(payload)) return { ...ok, body: typeof payload === 'string' ? payload : invocation.payload }
  const { data } = answered.safeParse(payload)
  if (data === undefined) return failed
  const { statusCode: status, headers, body, isBase64Encoded } = data
  const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])
  return {
    status,
    headers: { ...ok.headers, ...Object.fromEntries(lowerCase) },
    body: isBase64Encoded ? Buffer.from(body, 'base64') : body,
  }
}

const hasStatus = (payload: unknown): boolean =>
  typeof payload === 'object' && payload !== null && 'statusCode' in payload

/** What can't be in a header can't be in an answer. */
const headerName = z.string().regex(/^[\w-]+$/)
const headerValue = z.union([z.string().regex(/^[\t\x20-\x7e]*$/), z.number(), z.boolean()])

const answered = z.object({
  statusCode: z.int().min(200).max(599),
  headers: z.record(headerName, headerValue).default({}),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
})

const ok = { status: 200, headers: { 'content-type': 'application/json' } }

const failed: UrlAnswer = { ...ok, status: 502, body: 'Internal Server Error' }

/** What Lambda answers at an address that leads to no function. */
export const noFunction = (): UrlAnswer =>
  jsonAnswer(403, { Message: 'Forbidden' }, { 'x-amzn-errortype': 'AccessDeniedException' })
