import type { Answer } from '../../endpoint/call.ts'

/** A response of httpSMS: JSON with a message for people (its handlers). */
export const httpSmsAnswer = (status: number, message: string, data?: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ status: status < 400 ? 'success' : 'error', message, data }),
})
