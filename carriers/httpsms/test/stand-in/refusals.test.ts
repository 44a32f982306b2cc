import { expect, it } from 'vitest'
import { createPhones } from '../../../../emulator/index.ts'
import { httpSms } from '../../stand-in/api.ts'
import { createEvent, postEvent } from '../../stand-in/webhook.ts'

const line = '+33639980012'
const now = Date.parse('2026-11-24T20:00:00Z')

/** Asks the API of an account with one phone, which does nothing later. */
const createAsking = () => {
  const { handler } = httpSms.start([line], { phones: createPhones(), now: () => now, later: () => {} })
  return async (action: string, parameters = {}) => {
    const call = { service: 'http-sms', caller: { kind: 'owner' }, body: '', action, parameters } as const
    const { status, body } = await handler({ ...call, headers: { 'x-api-key': 'local' } })
    return { code: status, ...JSON.parse(body) }
  }
}

const webhook = {
  url: 'https://example.org/',
  signing_key: 'secret',
  events: ['message.phone.received'],
  phone_numbers: [line],
}
const phone = { phone_number: line, sim: 'SIM1' }

it('A phone keeps fields that a request omits, except the schedule and the Firebase token', async () => {
  const ask = createAsking()
  const listed = async () => (await ask('ListPhones')).data[0]
  const { fcm_token } = await listed()
  const schedule = { fcm_token, message_send_schedule_id: '7b1d4f0e-5a54-4a3e-9d2c-0d5f0b7f6a11' }
  const attempts = { max_send_attempts: 1, message_expiration_seconds: 600 }
  await ask('UpdatePhone', { ...phone, ...attempts, ...schedule })
  expect(await listed()).toMatchObject({ ...attempts, ...schedule })
  await ask('UpdatePhone', { ...phone, messages_per_minute: 30 })
  const lost = { fcm_token: null, message_send_schedule_id: null }
  expect(await listed()).toMatchObject({ ...attempts, messages_per_minute: 30, ...lost })
})

it.each([
  ['ListHeartbeats', 'limit', { owner: line, limit: '21' }],
  ['UpdatePhone', 'phone_number', { ...phone, phone_number: '+32460000000' }],
  ['UpdatePhone', 'message_expiration_seconds', { ...phone, max_send_attempts: 1 }],
  ['UpdatePhone', 'messages_per_minute', { ...phone, messages_per_minute: 61 }],
  ['CreateWebhook', 'events', { ...webhook, events: ['message.phone.dropped'] }],
  ['CreateWebhook', 'events', { ...webhook, events: [] }],
  ['CreateWebhook', 'url', { ...webhook, url: 'here' }],
  ['CreateWebhook', 'from', { ...webhook, phone_numbers: ['+32460000000'] }],
])('%s is refused with the name of the invalid field "%s"', async (action, field, parameters) => {
  const { code, data } = await createAsking()(action, parameters)
  expect([code, data]).toStrictEqual([422, { [field]: [expect.any(String)] }])
})

it('An event is never posted to another machine', async () => {
  const event = createEvent('message.unheard.of', '/v1/messages', { owner: line }, 0)
  expect(await postEvent(event, 'https://api.example.org/')).toBeUndefined()
})
