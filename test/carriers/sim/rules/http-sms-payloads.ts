/** The CloudEvent in JSON that httpSMS posts to a webhook, field by field (its `events` package, July 2026). */
export const cloudEvent = (type: string, data: unknown): string =>
  JSON.stringify({
    specversion: '1.0',
    id: '6f1f2a52-7f0f-4e3b-9a53-0f5c6f1d3a11',
    source: '/v1/messages/receive',
    type,
    datacontenttype: 'application/json',
    time: '2026-11-24T12:00:01.123456789Z',
    data,
  })

const userId = 'WB7DRDWrJZRGbYrv2CKGkqbzvqdC'
const messageId = '32343a19-da5e-4b1b-a767-3298a73703cb'
/** Go formats times with nanoseconds, without trailing zeros, and with the offset that the phone gave. */
const timestamp = '2026-11-24T13:00:00.520828001+01:00'

export const line = '+33639980012'
export const kevin = '+33612345678'

export const call = { message_id: messageId, user_id: userId, owner: line, contact: kevin, timestamp, sim: 'SIM1' }
export const text = { ...call, encrypted: false, content: 'Salut, ça va ?', attachments: null }

const outgoing = {
  user_id: userId,
  request_id: 'text-1',
  owner: line,
  contact: kevin,
  encrypted: false,
  timestamp,
  content: 'Veuillez arrêter.',
  sim: 'SIM1',
}
export const submitted = { id: messageId, ...outgoing }
export const failed = { ...submitted, error_message: 'NO_SERVICE' }
export const expired = { message_id: messageId, send_attempt_count: 2, is_final: true, ...outgoing }

export const heartbeat = {
  phone_id: '5d9a6f9e-3a0b-4a43-9d55-8f6a3b0d8f10',
  user_id: userId,
  last_heartbeat_timestamp: '2026-11-24T11:00:00Z',
  timestamp,
  monitor_id: '0a7c1b2d-6d5a-4d1e-8a56-2d6cf3e0d111',
  owner: line,
}
