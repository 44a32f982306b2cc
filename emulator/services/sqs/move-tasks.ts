import { randomUUID } from 'node:crypto'
import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'

import { answerJson, ServiceFailure } from '../../endpoint/service.ts'
import type { Stack } from '../../template/stack.ts'
import { queue } from './resources.ts'

/** The redrive of dead letters to the queue that they came from (API reference, StartMessageMoveTask), which fauxqs lacks. */
export const createMoveTasks = (stack: Stack, sqs: SQSClient) =>
  answerJson('sqs', {
    StartMessageMoveTask: async ({ SourceArn }) => {
      const source = stack.all(queue).find(({ arn }) => arn === SourceArn)
      const target = stack
        .all(queue)
        .find(({ properties }) => properties.RedrivePolicy?.deadLetterTargetArn === SourceArn)
      // SQS can only move messages from the dead-letter queue of another queue, and not from that of a subscription, for example.
      if (source === undefined || target === undefined)
        throw new ServiceFailure('ResourceNotFoundException', 'Source queue must be configured as a Dead Letter Queue.')
      await moveAll(sqs, source.ref, target.ref)
      return { TaskHandle: randomUUID() }
    },
  })

const moveAll = async (sqs: SQSClient, from: string, to: string): Promise<void> => {
  const receive = async (): Promise<readonly Message[]> =>
    (await sqs.send(new ReceiveMessageCommand({ QueueUrl: from, MaxNumberOfMessages: 10 }))).Messages ?? []
  for (let messages = await receive(); messages.length > 0; messages = await receive())
    for (const { Body, ReceiptHandle } of messages) {
      await sqs.send(new SendMessageCommand({ QueueUrl: to, MessageBody: Body }))
      await sqs.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle }))
    }
}
