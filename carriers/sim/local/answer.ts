import type { Answer } from '../../../local/endpoint/call.ts'

/** An answer from httpSMS is JSON with a sentence in it (its handlers). */
export const httpSmsAnswer = (status: number, message: string, data?: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ status: status < 400 ? 'success' : 'error', message, data }),
})
