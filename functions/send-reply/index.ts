import { randomUUID } from 'node:crypto'
import type { SQSEvent } from 'aws-lambda'

import { createBookingOffice } from '../../shared/booking.ts'
import { carrierByLine } from '../../shared/carrier-by-line.ts'
import { createAwsCarrier } from '../../shared/edges/aws-carrier.ts'
import { createBudgetStore } from '../../shared/edges/budget-store.ts'
import { createCircuitStore } from '../../shared/edges/circuit-store.ts'
import { createClaimStore } from '../../shared/edges/claim-store.ts'
import { createDynamoDbClient, createSmsVoiceClient, createSqsClient } from '../../shared/edges/clients.ts'
import { createDynamoTable } from '../../shared/edges/dynamo-table.ts'
import { environment, optionalEnvironment, policyFromEnvironment } from '../../shared/edges/environment.ts'
import { createReplyQueue } from '../../shared/edges/reply-queue.ts'
import { createSenderStore } from '../../shared/edges/sender-store.ts'
import { createReadReply, createSignReply } from '../../shared/edges/signed-reply.ts'
import { createSimCarrier } from '../../shared/edges/sim-carrier.ts'
import { createSecretsClient } from '../../shared/edges/sim-clients.ts'
import { createSimSecret } from '../../shared/edges/sim-secret.ts'
import { createTelemetry } from '../../shared/edges/telemetry.ts'
import { hasSimLine } from '../../shared/rules/policy.ts'
import { createHandler } from './handler.ts'

const now = Date.now
const policy = policyFromEnvironment()
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
  ...(hasSimLine(policy) && { sim: sim() }),
}

const send = createHandler({
  senders: createSenderStore(table),
  claims: createClaimStore(table),
  circuits: createCircuitStore(table),
  office: createBookingOffice({ budgets: createBudgetStore(table), policy, now, random: Math.random }),
  replies: createReplyQueue(createSqsClient(), environment('REPLIES_QUEUE_URL'), createSignReply(key)),
  readReply: createReadReply({ key, unsignedUntil: Date.parse(environment('UNSIGNED_REPLIES_UNTIL')), now }),
  carrier: carrierByLine(policy, carriers),
  telemetry,
  policy,
  now,
  newToken: randomUUID,
})

export const handler = async (event: SQSEvent) => send(event).finally(telemetry.flush)
