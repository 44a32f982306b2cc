import { randomUUID } from 'node:crypto'
import type { SQSEvent } from 'aws-lambda'

import { createDynamoDbClient, createSqsClient } from '../../shared/adapters/clients.ts'
import { environment, optionalEnvironment, policyFromEnvironment } from '../../shared/adapters/environment.ts'
import { createReplyQueue } from '../../shared/adapters/reply-queue.ts'
import { createSenderKeyOf } from '../../shared/adapters/sender-key.ts'
import { createSignReply } from '../../shared/adapters/signed-reply.ts'
import { createTelemetry } from '../../shared/adapters/telemetry.ts'
import { createBookingOffice } from '../../shared/booking.ts'
import { createBudgetStore } from '../../shared/stores/dynamodb/budget-store.ts'
import { createClaimStore } from '../../shared/stores/dynamodb/claim-store.ts'
import { createSenderStore } from '../../shared/stores/dynamodb/sender-store.ts'
import { createDynamoTable } from '../../shared/stores/dynamodb/table.ts'
import { createHandler } from './handler.ts'

const now = Date.now
const random = Math.random
const policy = policyFromEnvironment()
const table = createDynamoTable(createDynamoDbClient(), environment('TABLE_NAME'))
const telemetry = createTelemetry()

const receive = createHandler({
  senders: createSenderStore(table),
  claims: createClaimStore(table),
  office: createBookingOffice({ budgets: createBudgetStore(table), policy, now, random }),
  replies: createReplyQueue(
    createSqsClient(),
    environment('REPLIES_QUEUE_URL'),
    createSignReply(environment('REPLY_SIGNING_KEY')),
  ),
  senderKeyOf: createSenderKeyOf(environment('PEPPER')),
  deliveryTopicArn: optionalEnvironment('DELIVERY_TOPIC_ARN'),
  telemetry,
  policy,
  now,
  random,
  newToken: randomUUID,
})

export const handler = async (event: SQSEvent) => receive(event).finally(telemetry.flush)
