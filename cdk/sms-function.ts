import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import {
  Architecture,
  Code,
  EventSourceMapping,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
} from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { reportAttributes } from '../shared/rules/who-writes-what.ts'

type SmsFunctionProps = {
  readonly bundle: string
  readonly key: IKey
  readonly timeoutMs: number
  readonly environment: { readonly [name: string]: string }
  /** The concurrency that is reserved for the function out of the account's; none if left out. */
  readonly reservedConcurrency?: number | undefined
  readonly feeding?: readonly PolicyStatement[]
  /** What else it may call, besides its source, its log and the key. */
  readonly calls: readonly PolicyStatement[]
}

/** A Lambda function with its own log group, and a role that allows what the function calls and nothing else. */
export class SmsFunction extends Construct {
  readonly function: LambdaFunction
  readonly logGroup: LogGroup

  constructor(scope: Construct, id: string, props: SmsFunctionProps) {
    super(scope, id)
    this.logGroup = new LogGroup(this, 'Logs', {
      encryptionKey: props.key,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    this.function = new LambdaFunction(this, 'Function', {
      code: Code.fromAsset(props.bundle),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 256,
      timeout: Duration.millis(props.timeoutMs),
      environment: props.environment,
      environmentEncryption: props.key,
      ...(props.reservedConcurrency !== undefined && { reservedConcurrentExecutions: props.reservedConcurrency }),
      role: createRole(this, this.logGroup, props),
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
    })
  }
}

const createRole = (scope: Construct, logGroup: LogGroup, { key, feeding = [], calls }: SmsFunctionProps): Role =>
  new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: {
      Calls: new PolicyDocument({
        statements: [
          allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn),
          ...feeding,
          // Reading encrypted messages needs Decrypt; sending them, and the environment, need a data key too.
          allow(['kms:Decrypt', 'kms:GenerateDataKey'], key.keyArn),
          throughDynamoDb(key),
          ...calls,
        ],
      }),
    },
  })

/** What DynamoDB needs from callers of an encrypted table (developer guide, encryption at rest). */
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

/** To read items. Concurrent reads share one BatchGetItem request. */
export const reading = ['dynamodb:GetItem', 'dynamodb:BatchGetItem']

export const allow = (actions: string[], ...resources: string[]): PolicyStatement =>
  new PolicyStatement({ actions, resources })

/** Adds a condition to a statement, and returns the statement. */
export const only = (statement: PolicyStatement, operator: string, condition: object): PolicyStatement => {
  statement.addCondition(operator, condition)
  return statement
}

/**
 * Allows actions on items whose partition keys begin with one of the prefixes; all keys of a batch must. Each action
 * must name keys (service authorization reference, Amazon DynamoDB): a scan "returns all items regardless of the
 * leading keys" (developer guide, specifying-conditions). `Null` is there because `ForAllValues` also holds for a
 * request without keys (IAM user guide, reference_policies_condition-single-vs-multi-valued-context-keys).
 */
export const allowItems = (actions: string[], { tableArn }: Table, ...prefixes: string[]): PolicyStatement =>
  new PolicyStatement({
    actions,
    resources: [tableArn],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': prefixes.map((prefix) => `${prefix}*`) },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  })

/**
 * Allows to write these attributes of such items, the partition key among them, and to name no others, not even in a
 * condition or to have them returned (developer guide, specifying-conditions, examples 2, 3 and 5). `ReturnValues` is
 * NONE unless a request says otherwise (same page).
 */
export const allowAttributes = (
  actions: ('dynamodb:UpdateItem' | 'dynamodb:PutItem' | 'dynamodb:DeleteItem')[],
  table: Table,
  prefix: string,
  attributes: readonly string[],
): PolicyStatement => {
  const statement = allowItems(actions, table, prefix)
  statement.addCondition('ForAllValues:StringEquals', { 'dynamodb:Attributes': attributes })
  statement.addCondition('Null', { 'dynamodb:Attributes': 'false' })
  return only(statement, 'StringEquals', { 'dynamodb:ReturnValues': 'NONE' })
}

/** A statement that allows to note a report in the claim of its reply, which can neither free nor settle that claim. */
export const allowReports = (table: Table): PolicyStatement =>
  allowAttributes(['dynamodb:UpdateItem'], table, 'claim#', reportAttributes)

type QueueFunctionProps = Omit<SmsFunctionProps, 'feeding'> & {
  /** The queue, the messages a batch, and how many processes may run at a time, which bounds a flood. */
  readonly source: { readonly queue: IQueue; readonly batchSize: number; readonly maxConcurrency: number }
}

/** A function fed by a queue. */
export class QueueFunction extends SmsFunction {
  readonly source: EventSourceMapping

  constructor(scope: Construct, id: string, { source, ...props }: QueueFunctionProps) {
    const { queueArn } = source.queue
    // The permissions that Lambda needs to poll a queue (developer guide, Lambda with SQS).
    const poll = allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], queueArn)
    super(scope, id, { ...props, feeding: [poll] })
    this.source = new EventSourceMapping(this, 'Source', {
      target: this.function,
      eventSourceArn: queueArn,
      batchSize: source.batchSize,
      maxConcurrency: source.maxConcurrency,
      reportBatchItemFailures: true,
    })
  }
}

/** Tells cdk-nag why resources of these statements end in a wildcard. It wants a reason for each. */
export const acknowledgeWildcards = (scope: Construct, statements: readonly PolicyStatement[], reason: string) => {
  const { account } = Stack.of(scope)
  const wildcards = new Set(statements.flatMap(({ resources }) => resources).filter((name) => name.endsWith('*')))
  for (const resource of wildcards)
    Validations.of(scope).acknowledge({
      // cdk-nag has its own notation for values that are known only at deployment.
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::${resource.replace(account, '<AWS::AccountId>')}]`,
      reason,
    })
}
