import { randomUUID } from 'node:crypto'
import type { LambdaFunctionURLEvent } from 'aws-lambda'
import {
  configFromEnvironment,
  createDynamoDbClient,
  createTelemetry,
  environment,
} from '../../../shared/adapters/lambda.ts'
import { createSecretsClient } from '../../../shared/adapters/secrets.ts'
import { createTextPublisher } from '../../../shared/adapters/text-publisher.ts'
import { createClaimStore } from '../../../shared/stores/dynamodb/claim-store.ts'
import { createDynamoTable } from '../../../shared/stores/dynamodb/table.ts'
import { createHandler } from '../lambda/webhook.ts'
import { createVerifyToken, createWebhookKeys } from '../lambda/webhook-keys.ts'

const now = Date.now
const telemetry = createTelemetry()

const take = createHandler({
  verifyToken: createVerifyToken({
    readKeys: createWebhookKeys({
      client: createSecretsClient(),
      secretArn: environment('HTTP_SMS_SECRET_ARN'),
      telemetry,
      now,
    }),
    now,
  }),
  texts: createTextPublisher(environment('INBOUND_TOPIC_ARN')),
  claims: createClaimStore(createDynamoTable(createDynamoDbClient(), environment('TABLE_NAME'))),
  telemetry,
  config: configFromEnvironment(),
  newToken: randomUUID,
})

export const handler = async (request: LambdaFunctionURLEvent) => take(request).finally(telemetry.flush)
