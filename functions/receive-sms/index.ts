import { randomUUID } from 'node:crypto'
import type { SQSEvent } from 'aws-lambda'

import { createInboundTopics } from '../../carriers/inbound.ts'
import {
  configFromEnvironment,
  createDynamoDbClient,
  createOnceClient,
  createSqsClient,
  createTelemetry,
  environment,
} from '../../shared/adapters/lambda.ts'
import { createReplyQueue } from '../../shared/adapters/reply-queue.ts'
import { createSenderKeyOf, createSignReply } from '../../shared/adapters/signatures.ts'
import { createScheduler } from '../../shared/scheduler.ts'
import { createBudgetStore } from '../../shared/stores/dynamodb/budget-store.ts'
import { createClaimStore } from '../../shared/stores/dynamodb/claim-store.ts'
import { createSenderStore } from '../../shared/stores/dynamodb/sender-store.ts'
import { createDynamoTable } from '../../shared/stores/dynamodb/table.ts'
import { createHandler } from './handler.ts'

const now = Date.now
const random = Math.random
const config = configFromEnvironment()
const table = createDynamoTable(createDynamoDbClient(), environment('TABLE_NAME'), createOnceClient())
const senderKeyOf = createSenderKeyOf(environment('PEPPER'))
const telemetry = createTelemetry()

const receive = createHandler({
  senders: createSenderStore(table),
  claims: createClaimStore(table),
  scheduler: createScheduler({ budgets: createBudgetStore(table), config, now, random }),
  replies: createReplyQueue(
    createSqsClient(),
    environment('REPLIES_QUEUE_URL'),
    createSignReply(environment('REPLY_SIGNING_KEY')),
  ),
  senderKeyOf,
  topics: await createInboundTopics(config, senderKeyOf),
  telemetry,
  config,
  now,
  random,
  newToken: randomUUID,
})

export const handler = async (event: SQSEvent) => receive(event).finally(telemetry.flush)
