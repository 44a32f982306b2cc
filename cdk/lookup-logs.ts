import { RemovalPolicy, type Stack } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'

/**
 * Where each look-up of a sender leaves who made it, when and by which command, and nothing of the sender. Kept as long as the CNIL
 * allows where the data themselves are kept for less than six months: between six months and a year, without data of the
 * people concerned (recommendation on logging, délibération 2021-122 of 14 October 2021). It outlives the stack, for what has
 * leaked is looked into later.
 */
export const createLookupLogs = (stack: Stack, key: IKey): LogGroup =>
  new LogGroup(stack, 'LookupLogs', {
    encryptionKey: key,
    retention: RetentionDays.ONE_YEAR,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  })
