import { CfnParameter, type Stack } from 'aws-cdk-lib'

import { queueRetentionMs } from '../shared/rules/timing.ts'

/**
 * The time until which replies without a signature are accepted. The previous version queued them, and SQS keeps them for
 * `queueRetentionMs`. It is a parameter of the stack because `cdk deploy` keeps the previous value (--previous-parameters), so that no
 * later deployment opens the window again.
 */
export const createUnsignedUntil = (stack: Stack, deployingAt: number): string =>
  new CfnParameter(stack, 'UnsignedRepliesUntil', {
    description: 'Until then send-reply reads replies that are not signed, which an older version queued',
    default: new Date(deployingAt + queueRetentionMs).toISOString(),
  }).valueAsString
