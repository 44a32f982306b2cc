import { randomUUID } from 'node:crypto'
import type { SQSEvent } from 'aws-lambda'

import { createBookingOffice } from '../../shared/booking.ts'
import { createBudgetStore } from '../../shared/edges/budget-store.ts'
import { createCarrier } from '../../shared/edges/carrier.ts'
import { createClaimStore } from '../../shared/edges/claim-store.ts'
import { createDynamoDbClient, createSnsClient, createSqsClient } from '../../shared/edges/clients.ts'
import { createDynamoTable } from '../../shared/edges/dynamo-table.ts'
import { environment, policyFromEnvironment } from '../../shared/edges/environment.ts'
import { createReplyQueue } from '../../shared/edges/reply-queue.ts'
import { createSenderStore } from '../../shared/edges/sender-store.ts'
import { createTelemetry } from '../../shared/edges/telemetry.ts'
import { createHandler } from './handler.ts'

const now = Date.now
const policy = policyFromEnvironment()
const table = createDynamoTable(createDynamoDbClient(), environment('TABLE_NAME'))
const telemetry = createTelemetry()

const send = createHandler({
  senders: createSenderStore(table),
  claims: createClaimStore(table),
  office: createBookingOffice({ budgets: createBudgetStore(table), policy, now, random: Math.random }),
  replies: createReplyQueue(createSqsClient(), environment('REPLIES_QUEUE_URL')),
  carrier: createCarrier(createSnsClient()),
  telemetry,
  policy,
  now,
  newToken: randomUUID,
})

export const handler = async (event: SQSEvent) => send(event).finally(telemetry.flush)
