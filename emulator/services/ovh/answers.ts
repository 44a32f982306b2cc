import { randomUUID } from 'node:crypto'
import type { Answer } from '../../endpoint/call.ts'

/** A response of OVHcloud: JSON, with an id of the request (go-ovh, ovh.go). */
export const ovhAnswer = (status: number, body: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'x-ovh-queryid': `EU.ext-1.${randomUUID()}` },
  body: JSON.stringify(body),
})

/** An error: its class, as seen in issues, and a message (go-ovh, error.go). Older ones were different (python-ovh). */
export const ovhError = (status: number, message: string): Answer =>
  ovhAnswer(status, { class: ovhClasses[status], message })

const ovhClasses: { readonly [status: number]: string } = {
  400: 'Client::BadRequest',
  401: 'Client::Unauthorized',
  403: 'Client::Forbidden',
  404: 'Client::NotFound',
}
