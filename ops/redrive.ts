import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs'

import type { Deployment } from './deployment.ts'
import { explain } from './explain.ts'
import { type DeadLetterQueue, messagesIn, urlOf } from './queues.ts'

/** About how many dead letters of a queue were sent back, and what prevented the rest, if anything did. */
export type Redriven = { readonly queue: DeadLetterQueue; readonly count: number; readonly trouble?: string }

/** Sends the dead letters of a queue back to be handled again. If AWS refuses, it stops and returns the reason as `trouble`. */
export const redrive = async (deployment: Deployment, queue: DeadLetterQueue): Promise<Redriven> => {
  let count = 0
  try {
    for await (const started of startAll(deployment, queue)) count += started
    return { queue, count }
  } catch (error) {
    const explanation = explain(error)
    if (explanation === undefined) throw error
    return { queue, count, trouble: explanation.sentence }
  }
}

/** Yields how many more dead letters were sent back. */
async function* startAll(deployment: Deployment, queue: DeadLetterQueue): AsyncGenerator<number> {
  const url = urlOf(deployment, queue)
  const count = await messagesIn(deployment, url)
  if (count === 0) return
  // A message move task moves only messages that have been in an SQS queue before. What SNS could not deliver has not.
  if (queue === 'undelivered') return yield* deliver(deployment, url)
  const question = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] })
  const { Attributes } = await deployment.aws.sqs.send(question)
  await deployment.aws.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: Attributes?.QueueArn }))
  yield count
}

/** Moves what SNS could not deliver to the inbound queue. Each message is sent before it is deleted, because a duplicate is harmless. */
async function* deliver({ aws: { sqs }, outputs }: Deployment, QueueUrl: string): AsyncGenerator<number> {
  const receive = async (): Promise<readonly Message[]> =>
    (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }))).Messages ??
    []
  for (let messages = await receive(); messages.length > 0; messages = await receive())
    for (const { Body, ReceiptHandle } of messages) {
      await sqs.send(new SendMessageCommand({ QueueUrl: outputs.InboundQueueUrl, MessageBody: Body }))
      yield 1
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
    }
}
