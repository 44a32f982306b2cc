import { CfnParameter, type Stack } from 'aws-cdk-lib'

import { queueRetentionMs } from '../shared/rules/timing.ts'

/**
 * Until when replies without a signature are read: those that the version before had queued, for as long as SQS keeps them. A stack that
 * has the parameter keeps its value (`cdk deploy`, --previous-parameters), so that no later deployment opens the window again.
 */
export const createUnsignedUntil = (stack: Stack, deployingAt: number): string =>
  new CfnParameter(stack, 'UnsignedRepliesUntil', {
    description: 'Until then send-reply reads replies that are not signed, which an older version queued',
    default: new Date(deployingAt + queueRetentionMs).toISOString(),
  }).valueAsString
