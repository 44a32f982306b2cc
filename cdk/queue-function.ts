import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'

import { allow, SmsFunction, type SmsFunctionProps } from './sms-function.ts'

type QueueFunctionProps = Omit<SmsFunctionProps, 'feeding'> & {
  /** The queue that feeds the function, the messages per batch, and the maximum number of concurrent processes, which bounds a flood. */
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
