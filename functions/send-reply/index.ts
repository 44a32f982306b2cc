import { randomUUID } from 'node:crypto'
import type { SQSEvent } from 'aws-lambda'

import { createAwsCarrier } from '../../carriers/aws/carrier.ts'
import { createSimCarrier } from '../../carriers/sim/carrier.ts'
import { createSecretsClient } from '../../carriers/sim/clients.ts'
import { createSimSecret } from '../../carriers/sim/secret.ts'
import { createDynamoDbClient, createSmsVoiceClient, createSqsClient } from '../../shared/adapters/clients.ts'
import { configFromEnvironment, environment, optionalEnvironment } from '../../shared/adapters/environment.ts'
import { createReplyQueue } from '../../shared/adapters/reply-queue.ts'
import { createReadReply, createSignReply } from '../../shared/adapters/signed-reply.ts'
import { createTelemetry } from '../../shared/adapters/telemetry.ts'
import { hasSimLine } from '../../shared/rules/config.ts'
import { createScheduler } from '../../shared/scheduler.ts'
import { createBudgetStore } from '../../shared/stores/dynamodb/budget-store.ts'
import { createCircuitStore } from '../../shared/stores/dynamodb/circuit-store.ts'
import { createClaimStore } from '../../shared/stores/dynamodb/claim-store.ts'
import { createSenderStore } from '../../shared/stores/dynamodb/sender-store.ts'
import { createDynamoTable } from '../../shared/stores/dynamodb/table.ts'
import { carrierByLine } from './carrier-by-line.ts'
import { createHandler } from './handler.ts'

const now = Date.now
const config = configFromEnvironment()
const table = createDynamoTable(createDynamoDbClient(), environment('TABLE_NAME'))
const telemetry = createTelemetry()
const key = environment('REPLY_SIGNING_KEY')

const sim = () =>
  createSimCarrier({
    url: environment('HTTP_SMS_URL'),
    readSecret: createSimSecret(createSecretsClient(), environment('SIM_SECRET_ARN'), now),
    now,
  })
// A deployment has what its lines need, and no more.
const aws = (configurationSet: string) => createAwsCarrier(createSmsVoiceClient(), configurationSet)
const configurationSet = optionalEnvironment('CONFIGURATION_SET')
const carriers = {
  ...(configurationSet !== undefined && { aws: aws(configurationSet) }),
  ...(hasSimLine(config) && { sim: sim() }),
}

const send = createHandler({
  senders: createSenderStore(table),
  claims: createClaimStore(table),
  circuits: createCircuitStore(table),
  scheduler: createScheduler({ budgets: createBudgetStore(table), config, now, random: Math.random }),
  replies: createReplyQueue(createSqsClient(), environment('REPLIES_QUEUE_URL'), createSignReply(key)),
  readReply: createReadReply({ key, unsignedUntil: Date.parse(environment('UNSIGNED_REPLIES_UNTIL')), now }),
  carrier: carrierByLine(config, carriers),
  telemetry,
  config,
  now,
  newToken: randomUUID,
})

export const handler = async (event: SQSEvent) => send(event).finally(telemetry.flush)
