import { onTestFinished } from 'vitest'

import { createAwsGateway, createSmsVoiceClient } from '../../carriers/aws/send.ts'
import { createHttpSmsGateway } from '../../carriers/httpsms/send.ts'
import { createOvhGateway } from '../../carriers/ovh/send.ts'
import { createSocialMessagingClient, createWhatsAppGateway } from '../../carriers/whatsapp/send.ts'
import type { Gateway } from '../../shared/ports.ts'
import type { CarrierName } from '../../shared/rules/carriers.ts'
import { minute } from '../../shared/rules/timing.ts'

const awsClient = (endpoint: string) => ({
  endpoint,
  region: 'eu-west-3',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
})

/** The gateway of each carrier, with its real client, to a server in place of the carrier's. A question, or an attempt, ends after so many milliseconds. */
export const gateways: Readonly<Record<CarrierName, (url: string, questionMs?: number, sendMs?: number) => Gateway>> = {
  aws: (url, questionMs = minute, sendMs = minute) => {
    const client = createSmsVoiceClient(awsClient(url), sendMs, minute)
    onTestFinished(() => client.destroy())
    return createAwsGateway(client, 'AntiRelou-test', questionMs)
  },
  whatsapp: (url, questionMs = minute, sendMs = minute) => {
    const client = createSocialMessagingClient(awsClient(url), sendMs, minute)
    onTestFinished(() => client.destroy())
    return createWhatsAppGateway(client, () => 'phone-number-id-1', questionMs)
  },
  httpsms: (url, question = minute, publish = minute) =>
    createHttpSmsGateway(
      {
        url,
        readSecret: async () => ({ apiKey: 'the key', userId: 'somebody', webhookKey: 'another key' }),
        now: Date.now,
      },
      { connect: minute, question, publish },
    ),
  ovh: (url, questionMs = minute, timeoutMs = minute) =>
    createOvhGateway(
      {
        url,
        serviceName: 'sms-ab12345-1',
        readKey: async () => ({ applicationKey: 'AK', applicationSecret: 'AS', consumerKey: 'CK' }),
        now: Date.now,
      },
      { connectMs: minute, timeoutMs, questionMs },
    ),
}
