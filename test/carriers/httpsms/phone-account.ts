import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import type { Phone, Webhook } from '../../../carriers/httpsms/ops-account.ts'

import { startStandIn } from '../../stand-in.ts'

type State = {
  phones: Phone[]
  webhooks: Webhook[]
  /** The time of the newest heartbeat, in milliseconds, by number. */
  readonly heartbeats: Record<string, number>
  /** If set, the response to every request. */
  answer?: { readonly status: number; readonly body?: string; readonly location?: string }
}

export const phone = (number: string, changed: Partial<Phone> = {}): Phone => ({
  phone_number: number,
  sim: 'SIM2',
  messages_per_minute: 10,
  max_send_attempts: 2,
  message_expiration_seconds: 0,
  missed_call_auto_reply: null,
  message_send_schedule_id: null,
  fcm_token: 'push token',
  ...changed,
})

/** An httpSMS account with any phones, and the part of its API that the commands use. */
export const startPhoneAccount = async () => {
  const state: State = { phones: [], webhooks: [], heartbeats: {} }

  /** Like httpSMS, removes the schedule and the push token of a phone if the request omits them. */
  const savePhone = (changed: Partial<Phone>) => {
    const dropped = { message_send_schedule_id: null, fcm_token: null }
    state.phones = state.phones.map((one) =>
      one.phone_number === changed.phone_number ? { ...one, ...dropped, ...changed } : one,
    )
  }
  const dataFor = async (method: string, url: URL, body: Promise<unknown>): Promise<unknown> => {
    const skip = Number(url.searchParams.get('skip'))
    const reportedAt = state.heartbeats[url.searchParams.get('owner') ?? '']
    const id = url.pathname.split('/')[3] ?? String(state.webhooks.length + 1)
    switch (`${method} ${url.pathname.split('/').slice(0, 3).join('/')}`) {
      case 'GET /v1/users':
        return { id: 'anna' }
      case 'GET /v1/phones':
        return state.phones.slice(skip, skip + Number(url.searchParams.get('limit')))
      case 'PUT /v1/phones':
        return savePhone((await body) as Phone)
      case 'GET /v1/webhooks':
        return state.webhooks.slice(0, Number(url.searchParams.get('limit')))
      case 'POST /v1/webhooks':
      case 'PUT /v1/webhooks':
        state.webhooks = [...state.webhooks.filter((one) => one.id !== id), { ...((await body) as Webhook), id }]
        return undefined
      case 'GET /v1/heartbeats':
        return reportedAt === undefined ? [] : [{ timestamp: new Date(reportedAt).toISOString() }]
    }
    throw new Error(`${method} ${url.pathname}`)
  }

  const server = createServer(async (request, response) => {
    const { method = '', headers } = request
    if (state.answer !== undefined) {
      const { status, body = '{}', location } = state.answer
      response.writeHead(status, location === undefined ? {} : { location }).end(body)
    } else if (headers['x-api-key'] !== 'key-of-anna') response.writeHead(401).end('{}')
    else {
      const body = json(request).catch(() => undefined)
      const data = await dataFor(method, new URL(request.url ?? '', 'http://any'), body)
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ status: 'success', data: data ?? null }))
    }
  })
  return { state, ...(await startStandIn(server)) }
}
