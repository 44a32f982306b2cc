import { randomUUID } from 'node:crypto'
import {
  configFromEnvironment,
  createDynamoDbClient,
  createTelemetry,
  environment,
} from '../../../shared/adapters/lambda.ts'
import { createSecretsClient } from '../../../shared/adapters/secrets.ts'
import { createTextPublisher } from '../../../shared/adapters/text-publisher.ts'
import { connectTimeoutMs, publishTimeoutMs } from '../../../shared/rules/timing.ts'
import { createClaimStore } from '../../../shared/stores/dynamodb/claim-store.ts'
import { createDynamoTable } from '../../../shared/stores/dynamodb/table.ts'
import { createOvhKey } from '../keys.ts'
import { createHandler } from '../lambda/poll.ts'
import { createPollStore } from '../lambda/poll-store.ts'

const now = Date.now
const telemetry = createTelemetry()
const table = createDynamoTable(createDynamoDbClient(), environment('TABLE_NAME'))
const serviceName = environment('OVH_SERVICE_NAME')

const poll = createHandler({
  access: { url: environment('OVH_URL'), now, connectMs: connectTimeoutMs, timeoutMs: publishTimeoutMs },
  serviceName,
  readKey: createOvhKey(createSecretsClient(), environment('OVH_SECRET_ARN'), now),
  texts: createTextPublisher(environment('INBOUND_TOPIC_ARN')),
  claims: createClaimStore(table),
  store: createPollStore(table, serviceName),
  telemetry,
  config: configFromEnvironment(),
  now,
  newToken: randomUUID,
})

export const handler = async () => poll().finally(telemetry.flush)
