import { describe, expect, it } from 'vitest'

import { createAccount } from '../../services/http-sms/account.ts'
import { createApi } from '../../services/http-sms/api.ts'
import { createEvent, postEvent } from '../../services/http-sms/webhook.ts'

const line = '+33639980012'
const now = Date.parse('2026-11-24T20:00:00Z')

/** The API of an account with one phone, without anything that happens later. */
const setUp = () => {
  const sent: unknown[] = []
  const account = createAccount([line], {
    deliver: (text) => sent.push(text),
    now: () => now,
    later: () => {},
  })
  const api = createApi(account, () => now)
  const ask = async (action: string, parameters = {}, key = 'local') => {
    const headers = { 'x-api-key': key }
    const call = { service: 'http-sms', caller: { kind: 'owner' }, body: '', action, parameters, headers } as const
    const { status, body } = await api(call)
    return { code: status, ...JSON.parse(body) }
  }
  return { ask, sent }
}

const message = { from: line, to: '+33612345678', content: 'Bonjour', request_id: 'inbound-1' }
const webhook = {
  url: 'https://example.org/',
  signing_key: 'secret',
  events: ['message.phone.received'],
  phone_numbers: [line],
}
const phone = { phone_number: line, sim: 'SIM1' }

describe('A phone in the account', () => {
  const listed = async ({ ask }: ReturnType<typeof setUp>) => (await ask('ListPhones')).data[0]

  it('keeps fields that a request omits, except the schedule and the Firebase token', async () => {
    const site = setUp()
    const { fcm_token } = await listed(site)
    const schedule = '7b1d4f0e-5a54-4a3e-9d2c-0d5f0b7f6a11'
    const attempts = { max_send_attempts: 1, message_expiration_seconds: 600 }
    await site.ask('UpdatePhone', { ...phone, ...attempts, fcm_token, message_send_schedule_id: schedule })
    expect(await listed(site)).toMatchObject({ ...attempts, fcm_token, message_send_schedule_id: schedule })
    await site.ask('UpdatePhone', { ...phone, messages_per_minute: 30 })
    expect(await listed(site)).toMatchObject({
      ...attempts,
      messages_per_minute: 30,
      fcm_token: null,
      message_send_schedule_id: null,
    })
  })
})

it.each([
  ['SendMessage', 'from', { ...message, from: 'me' }],
  ['SendMessage', 'to', { ...message, to: 'BANQUE' }],
  ['SendMessage', 'content', { ...message, content: 'x'.repeat(2049) }],
  ['SendMessage', 'request_id', { ...message, request_id: 'x'.repeat(256) }],
  ['ListHeartbeats', 'limit', { owner: line, limit: '21' }],
  ['UpdatePhone', 'phone_number', { ...phone, phone_number: '+32460000000' }],
  ['UpdatePhone', 'message_expiration_seconds', { ...phone, max_send_attempts: 1 }],
  ['UpdatePhone', 'messages_per_minute', { ...phone, messages_per_minute: 61 }],
  ['CreateWebhook', 'events', { ...webhook, events: ['message.phone.dropped'] }],
  ['CreateWebhook', 'events', { ...webhook, events: [] }],
  ['CreateWebhook', 'url', { ...webhook, url: 'here' }],
  ['CreateWebhook', 'from', { ...webhook, phone_numbers: ['+32460000000'] }],
])('%s is refused with the name of the invalid field "%s"', async (action, field, parameters) => {
  const { ask, sent } = setUp()
  const { code, data } = await ask(action, parameters)
  expect([code, data]).toStrictEqual([422, { [field]: [expect.any(String)] }])
  expect(sent).toHaveLength(0)
})

it('An event is never posted to another machine', async () => {
  const event = createEvent('message.unheard.of', '/v1/messages', { owner: line }, 0)
  expect(await postEvent(event, 'https://api.example.org/')).toBeUndefined()
})
