import { describe, expect, it } from 'vitest'

import { createAccount } from '../../services/http-sms/account.ts'
import { createApi } from '../../services/http-sms/api.ts'

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

describe('The httpSMS API', () => {
  it('returns the newest heartbeat of a phone, and none of unknown phones', async () => {
    const { ask } = setUp()
    expect(await ask('ListHeartbeats', { owner: line.slice(1), limit: '1', skip: '0' })).toMatchObject({
      data: [{ owner: line, timestamp: '2026-11-24T20:00:00.000Z' }],
    })
    expect(await ask('ListHeartbeats', { owner: '+32460000000' })).toMatchObject({ code: 200, data: [] })
    expect(await ask('ListHeartbeats', { owner: line, limit: '21' })).toMatchObject({ code: 422 })
  })
})

describe('A phone in the account', () => {
  const listed = async ({ ask }: ReturnType<typeof setUp>) => (await ask('ListPhones')).data[0]

  it('has the defaults of httpSMS', async () => {
    expect(await listed(setUp())).toMatchObject({
      phone_number: line,
      fcm_token: expect.any(String),
      messages_per_minute: 10,
      max_send_attempts: 2,
      message_expiration_seconds: 600,
      missed_call_auto_reply: null,
      message_send_schedule_id: null,
    })
  })

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

  it('keeps its auto reply when a request empties it', async () => {
    const site = setUp()
    await site.ask('UpdatePhone', { ...phone, missed_call_auto_reply: 'Later' })
    await site.ask('UpdatePhone', { ...phone, missed_call_auto_reply: '' })
    await site.ask('UpdatePhone', { ...phone, missed_call_auto_reply: null })
    expect(await listed(site)).toMatchObject({ missed_call_auto_reply: 'Later' })
  })
})

describe('A webhook in the account', () => {
  it('is created, listed with a default limit of one, and changed', async () => {
    const { ask } = setUp()
    const created = await ask('CreateWebhook', webhook)
    expect(created).toMatchObject({ code: 201, data: { ...webhook, user_id: 'local' } })
    await ask('CreateWebhook', { ...webhook, url: 'https://example.org/other' })
    expect((await ask('ListWebhooks')).data).toHaveLength(1)
    const events = ['message.call.missed']
    const { id } = created.data
    expect(await ask('UpdateWebhook', { ...webhook, id, events })).toMatchObject({ code: 200, data: { id, events } })
    expect((await ask('ListWebhooks', { limit: '20' })).data).toMatchObject([
      { id, events },
      { events: webhook.events },
    ])
  })
})

it.each([
  ['SendMessage', 'from', { ...message, from: 'me' }],
  ['SendMessage', 'to', { ...message, to: 'BANQUE' }],
  ['SendMessage', 'content', { ...message, content: 'x'.repeat(2049) }],
  ['SendMessage', 'request_id', { ...message, request_id: 'x'.repeat(256) }],
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
