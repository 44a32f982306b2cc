import { randomUUID } from 'node:crypto'
import type { SQSEvent } from 'aws-lambda'
import {
  configFromEnvironment,
  createDynamoDbClient,
  createSqsClient,
  createTelemetry,
  environment,
} from '../../shared/adapters/lambda.ts'
import { createReplyQueue } from '../../shared/adapters/reply-queue.ts'
import { createReadReply, createSignReply } from '../../shared/adapters/signatures.ts'
import type { Gateway } from '../../shared/ports.ts'
import type { CarrierName } from '../../shared/rules/carriers.ts'
import { createCancellationStore } from '../../shared/stores/dynamodb/cancellation-store.ts'
import { createClaimStore } from '../../shared/stores/dynamodb/claim-store.ts'
import { createRestStore } from '../../shared/stores/dynamodb/rest-store.ts'
import { createSenderStore } from '../../shared/stores/dynamodb/sender-store.ts'
import { createDynamoTable } from '../../shared/stores/dynamodb/table.ts'
import { createHandler } from './handler.ts'

const now = Date.now
const config = configFromEnvironment()
const table = createDynamoTable(createDynamoDbClient(), environment('TABLE_NAME'))
const telemetry = createTelemetry()
const key = environment('REPLY_SIGNING_KEY')

/** The code that sends, by carrier. A stage loads that of its lines. */
const gatewayOf: Readonly<Record<CarrierName, () => Promise<Gateway>>> = {
  aws: async () => (await import('../../carriers/aws/lambda/send.ts')).createAws(),
  httpsms: async () => (await import('../../carriers/httpsms/lambda/send.ts')).createHttpSms(now),
  ovh: async () => (await import('../../carriers/ovh/lambda/send.ts')).createOvh(now),
  whatsapp: async () => (await import('../../carriers/whatsapp/lambda/send.ts')).createWhatsApp(),
}

const gateways = async (): Promise<Readonly<Partial<Record<CarrierName, Gateway>>>> => {
  const names = [...new Set(config.lines.map(({ carrier }) => carrier))]
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await gatewayOf[name]()])))
}

const send = createHandler({
  senders: createSenderStore(table),
  claims: createClaimStore(table),
  cancellations: createCancellationStore(table),
  rests: createRestStore(table),
  replies: createReplyQueue(createSqsClient(), environment('REPLIES_QUEUE_URL'), createSignReply(key)),
  readReply: createReadReply(key),
  gateways: await gateways(),
  telemetry,
  config,
  now,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  newToken: randomUUID,
})

export const handler = async (event: SQSEvent) => send(event).finally(telemetry.flush)
