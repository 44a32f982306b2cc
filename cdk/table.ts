import { RemovalPolicy, type Stack, Validations } from 'aws-cdk-lib'
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb'
import type { IKey } from 'aws-cdk-lib/aws-kms'

/**
 * Creates the table of senders, claims, carriers' ids of replies, budgets and circuit breakers. DynamoDB deletes items by itself once
 * `expiresAt` (seconds) has passed.
 */
export const createTable = (stack: Stack, key: IKey): Table => {
  const table = new Table(stack, 'Table', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    timeToLiveAttribute: 'expiresAt',
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey: key,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: false },
    // `attach` turns it on. Set here, it would keep CloudFormation from cleaning up after a first deployment that failed.
    deletionProtection: false,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  })
  Validations.of(table).acknowledge({
    id: 'AwsSolutions::AwsSolutions-DDB3',
    reason: 'Point-in-time recovery would keep senders for 35 days after they were erased.',
  })
  return table
}
