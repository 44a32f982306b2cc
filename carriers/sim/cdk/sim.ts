import type { Stack } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Topic } from 'aws-cdk-lib/aws-sns'

import type { Settings } from '../../../settings/schema.ts'
import { createSimSecret } from './secret.ts'
import { SimWebhook } from './webhook.ts'

/** What lines with a SIM have in common. */
export type Sim = { readonly secret: Secret; readonly webhook: SimWebhook }

type SimProps = {
  readonly key: IKey
  readonly table: Table
  readonly topic: Topic
  readonly settings: Settings
  readonly environment: { readonly [name: string]: string }
}

export const createSim = (stack: Stack, { settings, ...props }: SimProps): Sim => {
  const secret = createSimSecret(stack, props.key)
  const concurrency = settings.httpSms.webhookConcurrency
  return { secret, webhook: new SimWebhook(stack, 'SimWebhook', { ...props, secret, concurrency }) }
}
