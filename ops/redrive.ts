import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs'

import type { Deployment } from './deployment.ts'
import { type DeadLetterQueue, messagesIn, urlOf } from './queues.ts'

/** Sends the dead letters of a queue round again. Gives about how many. */
export const redrive = async (deployment: Deployment, queue: DeadLetterQueue): Promise<number> => {
  const url = urlOf(deployment, queue)
  const count = await messagesIn(deployment, url)
  if (count === 0) return 0
  // SQS moves only what has been in one of its queues; what SNS could not deliver never was.
  if (queue === 'undelivered') return deliver(deployment, url)
  const question = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] })
  const { Attributes } = await deployment.aws.sqs.send(question)
  await deployment.aws.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: Attributes?.QueueArn }))
  return count
}

/** Hands over to the inbound queue what SNS could not: each is sent before it is deleted, and twice is harmless. */
const deliver = async ({ aws: { sqs }, outputs }: Deployment, QueueUrl: string): Promise<number> => {
  const receive = async (): Promise<readonly Message[]> =>
    (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }))).Messages ??
    []
  let count = 0
  for (let messages = await receive(); messages.length > 0; messages = await receive())
    for (const { Body, ReceiptHandle } of messages) {
      await sqs.send(new SendMessageCommand({ QueueUrl: outputs.InboundQueueUrl, MessageBody: Body }))
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
      count++
    }
  return count
}
