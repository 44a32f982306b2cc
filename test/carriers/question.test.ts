import { createServer, type RequestListener } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'

import { createAwsGateway, createSmsVoiceClient } from '../../carriers/aws/send.ts'
import { createHttpSmsGateway } from '../../carriers/httpsms/send.ts'
import { createOvhGateway } from '../../carriers/ovh/send.ts'
import { createSocialMessagingClient, createWhatsAppGateway } from '../../carriers/whatsapp/send.ts'
import { minute } from '../../shared/rules/timing.ts'
import { startStandIn, stoppedAfterwards } from '../stand-in.ts'

/** Each carrier is asked whether anybody would take a reply, by its real client, and says the same of the same response. */

const sms = { inboundId: 'text-1', from: '+33639980012', to: '+33612345678', text: 'Arrêtez.', maxPriceUsd: 0.08 }

const awsClient = (endpoint: string) => ({
  endpoint,
  region: 'eu-west-3',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
})

/** The gateways of all carriers to a server, which time out after so many milliseconds. */
const gateways = {
  aws: (url: string, questionMs: number) => {
    const client = createSmsVoiceClient(awsClient(url), minute, minute)
    onTestFinished(() => client.destroy())
    return createAwsGateway(client, 'AntiRelou-test', questionMs)
  },
  whatsapp: (url: string, questionMs: number) => {
    const client = createSocialMessagingClient(awsClient(url), minute, minute)
    onTestFinished(() => client.destroy())
    return createWhatsAppGateway(client, () => 'phone-number-id-1', questionMs)
  },
  httpsms: (url: string, question: number) =>
    createHttpSmsGateway(
      {
        url,
        readSecret: async () => ({ apiKey: 'the key', userId: 'somebody', webhookKey: 'another key' }),
        now: Date.now,
      },
      { connect: minute, question, publish: minute },
    ),
  ovh: (url: string, questionMs: number) =>
    createOvhGateway(
      {
        url,
        serviceName: 'sms-ab12345-1',
        readKey: async () => ({ applicationKey: 'AK', applicationSecret: 'AS', consumerKey: 'CK' }),
        now: Date.now,
      },
      { connectMs: minute, timeoutMs: minute, questionMs },
    ),
}

const status =
  (code: number, body = '{}'): RequestListener =>
  (_, response) =>
    response.writeHead(code, { 'content-type': 'application/json', location: '/' }).end(body)

describe.each(Object.entries(gateways))('the question of %s whether anybody would take a reply', (_, gatewayAt) => {
  const ask = async (respond: RequestListener, questionMs = minute) => {
    let requests = 0
    const server = createServer((request, response) => {
      requests++
      respond(request, response)
    })
    const url = await stoppedAfterwards(startStandIn(server))
    return { presence: await gatewayAt(url, questionMs).ask(sms), requests }
  }

  test.each<[string, RequestListener]>([
    ['400', status(400)],
    ['403', status(403)],
    ['404', status(404)],
    ['418', status(418)],
    ['429', status(429)],
    ['something that is not JSON', status(200, '<html>')],
  ])('finds somebody after %s, since the attempt will tell what that means, without a retry', async (_, respond) => {
    expect(await ask(respond)).toEqual({ presence: 'somebody', requests: 1 })
  })

  test.each<[string, RequestListener]>([
    ['an internal error', status(500)],
    ['the error of a proxy', status(502, '<html>')],
    ['503', status(503)],
    ['a connection that is reset', (request) => request.socket.resetAndDestroy()],
  ])('finds nobody after %s, without a retry', async (_, respond) => {
    expect(await ask(respond)).toEqual({ presence: 'nobody', requests: 1 })
  })

  test.each<[string, RequestListener]>([
    ['no response', () => undefined],
    ['a response that never ends', (_, response) => void response.writeHead(200).write('{')],
  ])('finds nobody when its time is up after %s', async (_, respond) => {
    expect(await ask(respond, 200)).toMatchObject({ presence: 'nobody' })
  })

  test('finds nobody if the connection is refused or the name does not resolve', async () => {
    for (const url of ['http://127.0.0.1:1', 'http://carrier.invalid'])
      expect(await gatewayAt(url, minute).ask(sms)).toBe('nobody')
  })
})
