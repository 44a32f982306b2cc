import { RemovalPolicy, type Stack, Validations } from 'aws-cdk-lib'
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Secret, type SecretStringGenerator } from 'aws-cdk-lib/aws-secretsmanager'

/** Creates the table of senders, claims, message ids and budgets, whose items go after `expiresAt` (seconds). */
export const createTable = (stack: Stack, key: IKey): Table => {
  const table = new Table(stack, 'Table', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    timeToLiveAttribute: 'expiresAt',
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey: key,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: false },
    // Deletion protection is left to `attach`: here it would stop the clean-up after a first deployment that failed.
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  })
  Validations.of(table).acknowledge({
    id: 'AwsSolutions::AwsSolutions-DDB3',
    reason: 'Point-in-time recovery would keep senders for 35 days after they were erased.',
  })
  return table
}

type SecretProps = {
  readonly key: IKey
  readonly description: string
  /** Other fields to store in the secret beside the generated key. Without them, the secret is the key alone. */
  readonly template?: Pick<SecretStringGenerator, 'secretStringTemplate' | 'generateStringKey'>
  readonly removalPolicy: RemovalPolicy
  readonly notRotated: string
}

/** A secret of 64 letters and digits, which CloudFormation generates. */
export const createSecret = (stack: Stack, id: string, props: SecretProps): Secret => {
  const { key, description, template, removalPolicy, notRotated } = props
  const secret = new Secret(stack, id, {
    description,
    generateSecretString: { ...template, passwordLength: 64, excludePunctuation: true },
    encryptionKey: key,
    removalPolicy,
  })
  Validations.of(secret).acknowledge({ id: 'AwsSolutions::AwsSolutions-SMG4', reason: notRotated })
  return secret
}

/** The secret that turns numbers into sender keys. To lose it is to forget every sender, blocked ones included. */
export const createPepper = (stack: Stack, key: IKey): Secret =>
  createSecret(stack, 'Pepper', {
    key,
    description: `Turns phone numbers into the sender keys of ${stack.stackName}`,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    notRotated: 'A new pepper would give every sender a new key: limits, blocks and opt-outs would be forgotten.',
  })

/** The key that functions sign queued replies with. CloudFormation hands it to them, and no role can read it. */
export const createReplySigningKey = (stack: Stack, key: IKey): Secret =>
  createSecret(stack, 'ReplySigningKey', {
    key,
    description: `Signs the replies that ${stack.stackName} queues`,
    removalPolicy: RemovalPolicy.DESTROY,
    notRotated:
      'Queued replies would be dropped as forged when the key changes under them: docs/upgrade.md says how to change it.',
  })

/**
 * Creates the log of look-ups, which says who looked, when and with which command. The CNIL allows to keep it between
 * six months and a year where the data themselves are kept for less (recommendation on logging, délibération 2021-122
 * of 14 October 2021). It outlives the stack, because a leak may be investigated later.
 */
export const createLookupLogs = (stack: Stack, key: IKey): LogGroup =>
  new LogGroup(stack, 'LookupLogs', {
    encryptionKey: key,
    retention: RetentionDays.ONE_YEAR,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  })
