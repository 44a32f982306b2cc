import { onTestFinished } from 'vitest'

import { createAwsGateway, createSmsVoiceClient } from '../../carriers/aws/send.ts'
import { createHttpSmsGateway } from '../../carriers/httpsms/send.ts'
import { createOvhGateway } from '../../carriers/ovh/send.ts'
import { createSocialMessagingClient, createWhatsAppGateway } from '../../carriers/whatsapp/send.ts'
import type { Gateway } from '../../shared/ports.ts'
import type { CarrierName } from '../../shared/rules/carriers.ts'
import { minute } from '../../shared/rules/timing.ts'

/** How long a question and an attempt may take, and the key that is not the usual one. */
type Circumstances = { readonly questionMs?: number; readonly sendMs?: number; readonly key?: string | undefined }

const awsClient = (endpoint: string, accessKeyId = 'owner') => ({
  endpoint,
  region: 'eu-west-3',
  credentials: { accessKeyId, secretAccessKey: 'test' },
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
  httpsms: (url, { questionMs: question = minute, sendMs: publish = minute, key: apiKey = 'local' } = {}) =>
    createHttpSmsGateway(
      { url, readSecret: async () => ({ apiKey, userId: 'somebody', webhookKey: 'another key' }), now: Date.now },
      { connect: minute, question, publish },
    ),
  ovh: (url, { questionMs = minute, sendMs: timeoutMs = minute, key: consumerKey = 'CK' } = {}) =>
    createOvhGateway(
      {
        url,
        serviceName: 'sms-ab12345-1',
        readKey: async () => ({ applicationKey: 'AK', applicationSecret: 'AS', consumerKey }),
        now: Date.now,
      },
      { connectMs: minute, timeoutMs, questionMs },
    ),
}
