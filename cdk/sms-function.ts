import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import {
  Architecture,
  Code,
  EventSourceMapping,
  Function as LambdaFunction,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
} from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'

import { bundleFolder, type FunctionName } from './bundles.ts'

type SmsFunctionProps = {
  readonly name: FunctionName
  readonly key: IKey
  readonly timeoutMs: number
  readonly environment: { readonly [name: string]: string }
  /** Where its messages come from, how many at a time, and by how many processes at once (the bound on a flood). */
  readonly source: { readonly queue: IQueue; readonly batchSize: number; readonly maxConcurrency: number }
  /** Whether it may send to its own queue again and again; Lambda stops that after about 16 times by default. */
  readonly recursiveLoop?: RecursiveLoop
  /** Everything it calls, besides what its source, its log and the key need. */
  readonly calls: readonly PolicyStatement[]
}

/** A function fed by a queue, with a log and a role of its own that allows what it calls and nothing else. */
export class SmsFunction extends Construct {
  readonly function: LambdaFunction
  readonly logGroup: LogGroup
  readonly source: EventSourceMapping

  constructor(scope: Construct, id: string, props: SmsFunctionProps) {
    super(scope, id)
    this.logGroup = new LogGroup(this, 'Logs', {
      encryptionKey: props.key,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    this.function = new LambdaFunction(this, 'Function', {
      code: Code.fromAsset(bundleFolder(props.name)),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 256,
      timeout: Duration.millis(props.timeoutMs),
      environment: props.environment,
      environmentEncryption: props.key,
      recursiveLoop: props.recursiveLoop ?? RecursiveLoop.TERMINATE,
      role: createRole(this, this.logGroup, props),
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
    })
    this.source = new EventSourceMapping(this, 'Source', {
      target: this.function,
      eventSourceArn: props.source.queue.queueArn,
      batchSize: props.source.batchSize,
      maxConcurrency: props.source.maxConcurrency,
      reportBatchItemFailures: true,
    })
  }
}

const createRole = (scope: Construct, logGroup: LogGroup, { key, source, calls }: SmsFunctionProps): Role =>
  new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: {
      Calls: new PolicyDocument({
        statements: [
          allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn),
          // What Lambda asks of the role to poll a queue (developer guide, Lambda with SQS).
          allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], source.queue.queueArn),
          // To read from an encrypted queue takes Decrypt, to send to one a data key as well; so does the function's environment.
          allow(['kms:Decrypt', 'kms:GenerateDataKey'], key.keyArn),
          throughDynamoDb(key),
          ...calls,
        ],
      }),
    },
  })

/** What DynamoDB asks of who reads and writes an encrypted table (developer guide, encryption at rest), in its hands only. */
export const throughDynamoDb = (key: IKey): PolicyStatement =>
  new PolicyStatement({
    actions: [
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:GenerateDataKeyWithoutPlaintext',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ],
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(key).region}.amazonaws.com` } },
  })

/** Lets whoever has it do that to these resources. */
export const allow = (actions: string[], ...resources: string[]): PolicyStatement =>
  new PolicyStatement({ actions, resources })
