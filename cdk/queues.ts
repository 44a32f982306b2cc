import { Duration } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'

import { deadLetterRetentionMs, maxReceiveCount, queueRetentionMs, queueVisibilityMs } from '../shared/rules/timing.ts'

/** A queue and its dead-letter queue. */
export type QueueWithDeadLetters = { readonly queue: Queue; readonly deadLetters: Queue }

/** Creates a queue for a function, and its dead-letter queue for messages that were received too often. */
export const createQueue = (scope: Construct, id: string, key: IKey): QueueWithDeadLetters => {
  const deadLetters = createDeadLetters(scope, `${id}DeadLetters`, key)
  const queue = encryptedQueue(scope, id, key, {
    visibilityTimeout: Duration.millis(queueVisibilityMs),
    retentionPeriod: Duration.millis(queueRetentionMs),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount },
  })
  return { queue, deadLetters }
}

/** Creates a dead-letter queue. It keeps messages long enough for a person to look at them. */
export const createDeadLetters = (scope: Construct, id: string, key: IKey): Queue =>
  encryptedQueue(scope, id, key, { retentionPeriod: Duration.millis(deadLetterRetentionMs) })

const encryptedQueue = (scope: Construct, id: string, key: IKey, props: QueueProps): Queue =>
  new Queue(scope, id, { ...props, encryption: QueueEncryption.KMS, encryptionMasterKey: key, enforceSSL: true })
