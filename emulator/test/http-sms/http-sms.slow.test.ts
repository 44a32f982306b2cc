import { jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'

import { newAccount } from '../../account.ts'
import { CloudError } from '../../cloud-error.ts'
import { createEvent, postEvent } from '../../services/http-sms/webhook.ts'
import { startToyCloud, type ToyCloud } from '../toy/cloud.ts'
import { simTemplate } from '../toy/template.ts'

const line = '+33639980012'
const sender = '+33612345678'

let toy: ToyCloud
beforeAll(async () => {
  toy = await startToyCloud(simTemplate, { ...newAccount, httpSmsPhones: [line] })
  const { httpSms, stack } = toy.cloud
  const secretArn = toy.cloud.outputs['SimSecretArn'] ?? ''
  const known = { ...JSON.parse(stack.secretValue(secretArn)), apiKey: httpSms.apiKey, userId: httpSms.userId }
  stack.replaceSecret(secretArn, JSON.stringify(known))
  const events = ['message.phone.received', 'message.call.missed']
  httpSms.saveWebhook({ url: webhookUrl(), signing_key: known.webhookKey, events, phone_numbers: [line] })
})
afterAll(() => toy.cloud.stop())

const secret = () => JSON.parse(toy.cloud.stack.secretValue(toy.cloud.outputs['SimSecretArn'] ?? ''))
const webhookUrl = () => toy.cloud.outputs['SimWebhookUrl'] ?? ''

const ask = async (method: string, path: string, body?: object) => {
  const init = { method, headers: { 'x-api-key': 'local' }, ...(body && { body: JSON.stringify(body) }) }
  const response = await fetch(`${toy.cloud.endpoint}/http-sms/v1/${path}`, init)
  return { status: response.status, ...JSON.parse(await response.text()) }
}

const urlRequests = z.object({ urlRequest: z.object({ headers: z.record(z.string(), z.string()), body: z.string() }) })

/** The events that the webhook received and that contain this string. */
const told = (part: string) =>
  toy
    .linesOf('request')
    .map((said) => urlRequests.parse(said).urlRequest)
    .filter(({ body }) => body.includes(part))
    .map(({ headers, body }) => ({ headers, event: JSON.parse(body) }))

describe('A phone with httpSMS', () => {
  it('posts a text to its webhook as httpSMS does, with a token signed for it', async () => {
    const id = await toy.cloud.receiveText({ from: sender, to: line, text: 'Salut 👋' })
    const [{ headers, event } = { headers: {}, event: {} }, ...others] = told(id)
    expect(others).toHaveLength(0)
    expect(event).toStrictEqual({
      specversion: '1.0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      source: '/v1/messages/receive',
      type: 'message.phone.received',
      datacontenttype: 'application/json',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      data: expect.objectContaining({ message_id: id, owner: line, contact: sender, content: 'Salut 👋' }),
    })
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'x-event-type': 'message.phone.received' })
    const token = headers['authorization']?.replace('Bearer ', '') ?? ''
    const { payload, protectedHeader } = await jwtVerify(token, new TextEncoder().encode(secret().webhookKey))
    expect(protectedHeader.alg).toBe('HS256')
    const { iat = 0 } = payload
    const times = { iat, nbf: iat - 600, exp: iat + 600 }
    expect(payload).toStrictEqual({ iss: 'api.httpsms.com', aud: [webhookUrl()], sub: 'local', ...times })
  })

  it('posts a call to its webhook, while other lines cannot be called', async () => {
    const id = await toy.cloud.receiveCall({ from: sender, to: line })
    expect(told(id)).toMatchObject([{ event: { type: 'message.call.missed', data: { contact: sender } } }])
    const other = toy.cloud.receiveCall({ from: sender, to: '+32460000000' })
    await expect(other).rejects.toBeInstanceOf(CloudError)
  })

  it('posts an event twice if its webhook fails, and then gives up', async () => {
    const [webhook] = (await ask('GET', 'webhooks')).data
    await ask('PUT', `webhooks/${webhook.id}`, { ...webhook, url: `${webhookUrl()}?fail=yes` })
    expect(told(await toy.cloud.receiveCall({ from: sender, to: line, id: 'hard-to-tell' }))).toHaveLength(2)
    await ask('PUT', `webhooks/${webhook.id}`, { ...webhook, events: ['message.phone.received'] })
    expect(told(await toy.cloud.receiveCall({ from: sender, to: line, id: 'not-wanted' }))).toHaveLength(0)
    await ask('PUT', `webhooks/${webhook.id}`, webhook)
  })
})

describe('An event', () => {
  const event = createEvent('message.unheard.of', '/v1/messages', { owner: line }, 0)

  it('is never posted to another machine', async () => {
    expect(await postEvent(event, 'https://api.example.org/')).toBeUndefined()
  })
})
