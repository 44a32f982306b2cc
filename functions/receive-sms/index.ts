import { randomUUID } from 'node:crypto'
import type { SQSEvent } from 'aws-lambda'
import { topics } from '../../carriers/topics.ts'
import {
  configFromEnvironment,
  createDynamoDbClient,
  createOnceClient,
  createSqsClient,
  createTelemetry,
  environment,
} from '../../shared/adapters/lambda.ts'
import { createReplyQueue, createTextQueue } from '../../shared/adapters/reply-queue.ts'
import { createSenderKeyOf, createSignReply } from '../../shared/adapters/signatures.ts'
import type { Topics } from '../../shared/inbound.ts'
import { carriersOf } from '../../shared/rules/carriers.ts'
import { createBudgetStore } from '../../shared/stores/dynamodb/budget-store.ts'
import { createClaimStore } from '../../shared/stores/dynamodb/claim-store.ts'
import { createCrowdStore } from '../../shared/stores/dynamodb/crowd-store.ts'
import { createSenderStore } from '../../shared/stores/dynamodb/sender-store.ts'
import { createDynamoTable } from '../../shared/stores/dynamodb/table.ts'
import { createHandler } from './handler.ts'

const now = Date.now
const config = configFromEnvironment()
const table = createDynamoTable(createDynamoDbClient(), environment('TABLE_NAME'), createOnceClient())
const sqs = createSqsClient()
const senderKeyOf = createSenderKeyOf(environment('PEPPER'))
const telemetry = createTelemetry()

/** The topics of the carriers that the stage has lines of. */
const topicsOfLines = async (): Promise<Topics> => {
  const found = await Promise.all(
    carriersOf(config).map(async (carrier) => [carrier, await topics[carrier]?.(senderKeyOf)] as const),
  )
  return found.flatMap(([carrier, topic]) => (topic === undefined ? [] : [{ ...topic, carrier }]))
}

const receive = createHandler({
  senders: createSenderStore(table),
  claims: createClaimStore(table),
  budgets: createBudgetStore(table),
  crowdStore: createCrowdStore(table),
  texts: createTextQueue(sqs, environment('TEXTS_QUEUE_URL')),
  replies: createReplyQueue(sqs, environment('REPLIES_QUEUE_URL'), createSignReply(environment('REPLY_SIGNING_KEY'))),
  senderKeyOf,
  topics: await topicsOfLines(),
  telemetry,
  config,
  now,
  random: Math.random,
  newToken: randomUUID,
})

export const handler = async (event: SQSEvent) => receive(event).finally(telemetry.flush)
