import { randomUUID } from 'node:crypto'
import type { SQSEvent } from 'aws-lambda'
import { gateways } from '../../carriers/gateways.ts'
import { askInPassing } from '../../shared/adapters/http.ts'
import {
  configFromEnvironment,
  createDynamoDbClient,
  createOnceClient,
  createSqsClient,
  createTelemetry,
  environment,
} from '../../shared/adapters/lambda.ts'
import { createTextQueue } from '../../shared/adapters/reply-queue.ts'
import { createReadReply } from '../../shared/adapters/signatures.ts'
import { carriersOf } from '../../shared/rules/carriers.ts'
import { createClaimStore } from '../../shared/stores/dynamodb/claim-store.ts'
import { createDebtStore } from '../../shared/stores/dynamodb/debt-store.ts'
import { createSenderStore } from '../../shared/stores/dynamodb/sender-store.ts'
import { createDynamoTable } from '../../shared/stores/dynamodb/table.ts'
import { createHandler } from './handler.ts'

const now = Date.now
const config = configFromEnvironment()
const table = createDynamoTable(createDynamoDbClient(), environment('TABLE_NAME'), createOnceClient())
const telemetry = createTelemetry()

/** The gateways of the carriers that the stage has lines of. */
const gatewaysOfLines = async () =>
  Object.fromEntries(
    await Promise.all(carriersOf(config).map(async (carrier) => [carrier, await gateways[carrier](now)] as const)),
  )

const send = createHandler({
  senders: createSenderStore(table),
  claims: createClaimStore(table),
  debts: createDebtStore(table),
  replies: createTextQueue(createSqsClient(), environment('REPLIES_QUEUE_URL')),
  readReply: createReadReply(environment('REPLY_SIGNING_KEY')),
  gateways: await gatewaysOfLines(),
  telemetry,
  config,
  now,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  newToken: randomUUID,
  askInPassing,
})

export const handler = async (event: SQSEvent) => send(event).finally(telemetry.flush)
