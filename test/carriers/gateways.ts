import { onTestFinished } from 'vitest'

import { createAwsGateway, createSmsVoiceClient } from '../../carriers/aws/lambda/send.ts'
import { createHttpSmsGateway } from '../../carriers/httpsms/lambda/send.ts'
import { createOvhGateway } from '../../carriers/ovh/lambda/send.ts'
import { createSocialMessagingClient, createWhatsAppGateway } from '../../carriers/whatsapp/lambda/send.ts'
import type { Gateway } from '../../shared/ports.ts'
import type { CarrierName } from '../../shared/rules/carriers.ts'
import { minute } from '../../shared/rules/timing.ts'

type Circumstances = {
  /** How long a question and an attempt may take. */
  readonly questionMs?: number
  readonly sendMs?: number
  /** The key, if it is not the usual one. It is empty before a line is attached, and may be unreadable. */
  readonly key?: string | Error | undefined
  readonly now?: () => number
}

/** Reads a key, or fails to. */
const read = async <T>(key: T | Error): Promise<T> => {
  if (key instanceof Error) throw key
  return key
}

const awsClient = (endpoint: string, accessKeyId: Circumstances['key'] = 'owner') => ({
  endpoint,
  region: 'eu-west-3',
  credentials: async () => ({ accessKeyId: await read(accessKeyId), secretAccessKey: 'test' }),
})

/** The gateway of each carrier, with its real client, to a server in place of the carrier's. */
export const gateways: Readonly<Record<CarrierName, (url: string, circumstances?: Circumstances) => Gateway>> = {
  aws: (url, { questionMs = minute, sendMs = minute, key } = {}) => {
    const client = createSmsVoiceClient(awsClient(url, key), sendMs, minute)
    onTestFinished(() => client.destroy())
    return createAwsGateway(client, 'Replies', questionMs)
  },
  whatsapp: (url, { questionMs = minute, sendMs = minute, key } = {}) => {
    const client = createSocialMessagingClient(awsClient(url, key), sendMs, minute)
    onTestFinished(() => client.destroy())
    const idOf = (line: string) => `phone-number-id-${line === 'whatsapp:+33639980021' ? 1 : 2}`
    return createWhatsAppGateway(client, idOf, questionMs)
  },
  httpsms: (url, { questionMs = minute, sendMs: timeoutMs = minute, key = 'local', now = Date.now } = {}) =>
    createHttpSmsGateway(
      { url, readSecret: async () => ({ apiKey: await read(key), userId: 'me', webhookKey: 'another key' }), now },
      { connectMs: minute, timeoutMs, questionMs },
    ),
  ovh: (url, { questionMs = minute, sendMs: timeoutMs = minute, key = 'CK' } = {}) =>
    createOvhGateway(
      {
        url,
        serviceName: 'sms-ab12345-1',
        readKey: async () => {
          const consumerKey = await read(key)
          return consumerKey === '' ? undefined : { applicationKey: 'AK', applicationSecret: 'AS', consumerKey }
        },
        now: Date.now,
      },
      { connectMs: minute, timeoutMs, questionMs },
    ),
}
