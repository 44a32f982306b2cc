import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { FunctionUrlAuthType, InvokeMode } from 'aws-cdk-lib/aws-lambda'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Topic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'

import { allow, allowItems, SmsFunction } from '../../../cdk/sms-function.ts'
import { webhookTimeoutMs } from '../rules/timing.ts'

type SimWebhookProps = {
  readonly bundle: string
  readonly key: IKey
  readonly table: Table
  readonly topic: Topic
  readonly secret: Secret
  /** A public address can use up what the account may run at once: then everything else waits. */
  readonly concurrency: number | undefined
  readonly environment: { readonly [name: string]: string }
}

/** Hears from the phones of SIM lines, by way of httpSMS. */
export class SimWebhook extends SmsFunction {
  readonly url: string

  constructor(
    scope: Construct,
    id: string,
    { bundle, key, table, topic, secret, concurrency, environment }: SimWebhookProps,
  ) {
    super(scope, id, {
      bundle,
      key,
      timeoutMs: webhookTimeoutMs,
      reservedConcurrency: concurrency,
      environment: { ...environment, SIM_SECRET_ARN: secret.secretArn, INBOUND_TOPIC_ARN: topic.topicArn },
      calls: [
        allow(['sns:Publish'], topic.topicArn),
        allow(['secretsmanager:GetSecretValue'], secret.secretArn),
        // What strangers can post to has no business with senders and budgets, which are items beside claims.
        allowItems(['dynamodb:UpdateItem'], table, 'claim#'),
      ],
    })
    // httpSMS can't sign requests as IAM wants it: the function verifies the token that they bring.
    const { url } = this.function.addFunctionUrl({
      authType: FunctionUrlAuthType.NONE,
      invokeMode: InvokeMode.BUFFERED,
    })
    this.url = url
  }
}
