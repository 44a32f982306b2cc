import { RemovalPolicy, type Stack } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'

/**
 * Creates the log of look-ups of senders. Each entry says who looked, when and with which command, and nothing about the sender. Entries
 * are kept for as long as the CNIL allows where the data themselves are kept for less than six months: between six months and a year,
 * without data of the people concerned (recommendation on logging, délibération 2021-122 of 14 October 2021). The log outlives the stack,
 * because a leak may be investigated later.
 */
export const createLookupLogs = (stack: Stack, key: IKey): LogGroup =>
  new LogGroup(stack, 'LookupLogs', {
    encryptionKey: key,
    retention: RetentionDays.ONE_YEAR,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  })
