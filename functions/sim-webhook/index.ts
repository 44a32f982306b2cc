import { randomUUID } from 'node:crypto'
import type { LambdaFunctionURLEvent } from 'aws-lambda'

import { createClaimStore } from '../../shared/edges/claim-store.ts'
import { createDynamoDbClient } from '../../shared/edges/clients.ts'
import { createDynamoTable } from '../../shared/edges/dynamo-table.ts'
import { environment, policyFromEnvironment } from '../../shared/edges/environment.ts'
import { createVerifyToken } from '../../shared/edges/event-token.ts'
import { createInboundTopic } from '../../shared/edges/inbound-topic.ts'
import { createSecretsClient, createTopicClient } from '../../shared/edges/sim-clients.ts'
import { createTelemetry } from '../../shared/edges/telemetry.ts'
import { createWebhookKeys } from '../../shared/edges/webhook-keys.ts'
import { createHandler } from './handler.ts'

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
  policy: policyFromEnvironment(),
  newToken: randomUUID,
})

export const handler = async (request: LambdaFunctionURLEvent) => take(request).finally(telemetry.flush)
