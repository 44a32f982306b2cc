import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
} from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'

export type SmsFunctionProps = {
  /** The folder with its `index.mjs`. */
  readonly bundle: string
  readonly key: IKey
  readonly timeoutMs: number
  readonly environment: { readonly [name: string]: string }
  /** How many processes it may have at once, taken from those of the account; nothing is reserved without it. */
  readonly reservedConcurrency?: number | undefined
  /** Whether it may send to its own queue again and again; Lambda stops that after about 16 times by default. */
  readonly recursiveLoop?: RecursiveLoop
  /** What Lambda asks of its role to bring it what it handles. */
  readonly feeding?: readonly PolicyStatement[]
  /** Everything it calls, besides what its source, its log and the key need. */
  readonly calls: readonly PolicyStatement[]
}

/** A function with a log and a role of its own that allows what it calls and nothing else. */
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
      recursiveLoop: props.recursiveLoop ?? RecursiveLoop.TERMINATE,
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
          // To read what is encrypted takes Decrypt, to send or publish it a data key as well; so does the function's environment.
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

/** The same, only if the condition holds. */
export const only = (statement: PolicyStatement, operator: string, condition: object): PolicyStatement => {
  statement.addCondition(operator, condition)
  return statement
}

/**
 * Lets whoever has it do that to items whose partition keys begin like this. Each of the actions must be one that names keys: a scan
 * evades the condition, for it "returns all items regardless of the leading keys" (developer guide, specifying-conditions).
 * `ForAllValues` holds for a request that names none, too, which is why `Null` is there (IAM user guide,
 * reference_policies_condition-single-vs-multi-valued-context-keys).
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
