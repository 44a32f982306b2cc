import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { FunctionUrlAuthType, InvokeMode } from 'aws-cdk-lib/aws-lambda'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Topic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'

import { allow, allowItems, SmsFunction } from '../../../cdk/sms-function.ts'
import { webhookTimeoutMs } from '../rules.ts'

type SimWebhookProps = {
  readonly bundle: string
  readonly key: IKey
  readonly table: Table
  readonly topic: Topic
  readonly secret: Secret
  /**
   * Limits the webhook's concurrent executions, because a flood of requests to its public address could use up the account's
   * limit, and all other functions would wait.
   */
  readonly concurrency: number | undefined
  readonly environment: { readonly [name: string]: string }
}

/** Receives events about the phones of SIM lines from httpSMS. */
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
        // Anybody can post to this function, so it must not be able to change senders and budgets, which are in the same table as
        // claims.
        allowItems(['dynamodb:UpdateItem'], table, 'claim#'),
      ],
    })
    // httpSMS can't sign requests for IAM, so the function verifies their tokens instead.
    const { url } = this.function.addFunctionUrl({
      authType: FunctionUrlAuthType.NONE,
      invokeMode: InvokeMode.BUFFERED,
    })
    this.url = url
  }
}
