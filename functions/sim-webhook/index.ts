import { randomUUID } from 'node:crypto'
import type { LambdaFunctionURLEvent } from 'aws-lambda'

import { createSecretsClient, createTopicClient } from '../../carriers/sim/clients.ts'
import { createVerifyToken } from '../../carriers/sim/webhook/event-token.ts'
import { createHandler } from '../../carriers/sim/webhook/handler.ts'
import { createInboundTopic } from '../../carriers/sim/webhook/inbound-topic.ts'
import { createWebhookKeys } from '../../carriers/sim/webhook/keys.ts'
import { createDynamoDbClient } from '../../shared/adapters/clients.ts'
import { configFromEnvironment, environment } from '../../shared/adapters/environment.ts'
import { createTelemetry } from '../../shared/adapters/telemetry.ts'
import { createClaimStore } from '../../shared/stores/dynamodb/claim-store.ts'
import { createDynamoTable } from '../../shared/stores/dynamodb/table.ts'

const now = Date.now
const telemetry = createTelemetry()

const take = createHandler({
  verifyToken: createVerifyToken({
    readKeys: createWebhookKeys({
      client: createSecretsClient(),
      secretArn: environment('SIM_SECRET_ARN'),
      telemetry,
      now,
    }),
    now,
  }),
  inboundTopic: createInboundTopic(createTopicClient(), environment('INBOUND_TOPIC_ARN')),
  claims: createClaimStore(createDynamoTable(createDynamoDbClient(), environment('TABLE_NAME'))),
  telemetry,
  config: configFromEnvironment(),
  newToken: randomUUID,
})

export const handler = async (request: LambdaFunctionURLEvent) => take(request).finally(telemetry.flush)
