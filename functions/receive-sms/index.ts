import { randomUUID } from 'node:crypto'
import type { SQSEvent } from 'aws-lambda'

import { createBookingOffice } from '../../shared/booking.ts'
import { createBudgetStore } from '../../shared/edges/budget-store.ts'
import { createClaimStore } from '../../shared/edges/claim-store.ts'
import { createDynamoDbClient, createSqsClient } from '../../shared/edges/clients.ts'
import { createDynamoTable } from '../../shared/edges/dynamo-table.ts'
import { environment, optionalEnvironment, policyFromEnvironment } from '../../shared/edges/environment.ts'
import { createReplyQueue } from '../../shared/edges/reply-queue.ts'
import { createSenderKeyOf } from '../../shared/edges/sender-key.ts'
import { createSenderStore } from '../../shared/edges/sender-store.ts'
import { createSignReply } from '../../shared/edges/signed-reply.ts'
import { createTelemetry } from '../../shared/edges/telemetry.ts'
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
