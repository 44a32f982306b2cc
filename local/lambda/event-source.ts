import { setTimeout as delay } from 'node:timers/promises'
import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'

import type { LambdaFunction } from './lambda.ts'
import type { MappingProperties } from './resources.ts'
import { sqsEvent, unfinishedMessages } from './sqs-event.ts'

/** Polls a queue, and invokes a function with batches of its messages. */
export type EventSource = {
  readonly functionName: string
  /** Stops polling. Resolves when all batches in progress are finished. */
  readonly pause: () => Promise<void>
  readonly resume: () => void
  readonly isPaused: () => boolean
  /** Stops polling, without waiting for the batches in progress. */
  readonly stop: () => void
}

export type EventSourceOptions = {
  readonly mapping: MappingProperties
  readonly queueUrl: string
  readonly target: LambdaFunction
  /** Signs with the function's role, as Lambda does when it polls. */
  readonly sqs: SQSClient
}

/** The wait time of a long poll, and the pause after a poll that failed. */
const waitSeconds = 1

export const createEventSource = (options: EventSourceOptions): EventSource => {
  const { mapping, queueUrl, target, sqs } = options
  const running = new Set<Promise<void>>()
  let paused = false

  const poll = async (): Promise<void> => {
    while (!paused) {
      if (running.size >= mapping.ScalingConfig.MaximumConcurrency) await Promise.race(running)
      const messages = await receive(sqs, queueUrl, mapping.BatchSize)
      if (messages.length === 0) continue
      const batch = handleBatch(options, messages).finally(() => running.delete(batch))
      running.add(batch)
    }
  }
  let polling = poll()
  return {
    functionName: target.name,
    pause: async () => {
      paused = true
      await polling
      await Promise.all(running)
    },
    resume: () => {
      paused = false
      polling = polling.then(poll)
    },
    isPaused: () => paused,
    stop: () => {
      paused = true
      sqs.destroy()
    },
  }
}

/** Invokes the function with a batch, and deletes the messages that it has processed. */
const handleBatch = async (options: EventSourceOptions, messages: readonly Message[]): Promise<void> => {
  const { mapping, queueUrl, target, sqs } = options
  const invocation = await target.invoke(sqsEvent(messages, mapping.EventSourceArn))
  if ('error' in invocation) return
  const ids = messages.map(idOf)
  const unfinished = unfinishedMessages(invocation.payload, ids)
  const finished = messages.filter((message) => !unfinished.includes(idOf(message)))
  const Entries = finished.map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle }))
  // A message that can't be deleted is received again, as on AWS.
  if (Entries.length > 0) await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries })).catch(() => {})
}

const idOf = ({ MessageId = '' }: Message): string => MessageId

const receive = async (sqs: SQSClient, QueueUrl: string, batchSize: number): Promise<readonly Message[]> => {
  try {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: batchSize,
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ['All'],
      }),
    )
    return Messages
  } catch {
    await delay(waitSeconds * 1000, undefined, { ref: false })
    return []
  }
}
