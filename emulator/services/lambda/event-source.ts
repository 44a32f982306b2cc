import { setTimeout as delay } from 'node:timers/promises'
import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'

import { type FilterCriteria, passes } from './filter.ts'
import type { LambdaFunction } from './lambda.ts'
import type { MappingProperties } from './resources.ts'
import { sqsEvent, unfinishedMessages } from './sqs-event.ts'

/** What of a mapping can be changed while it runs. */
type MappingConfiguration = Pick<MappingProperties, 'BatchSize' | 'ScalingConfig'> & {
  readonly FunctionResponseTypes: readonly MappingProperties['FunctionResponseTypes'][number][]
  readonly FilterCriteria?: FilterCriteria
}

/** Polls a queue, and invokes a function with batches of its messages. */
export type EventSource = {
  readonly functionName: string
  /** Stops polling. Resolves when all batches in progress are finished. */
  readonly pause: () => Promise<void>
  readonly resume: () => void
  readonly isPaused: () => boolean
  readonly configuration: () => MappingConfiguration
  /** Changes the configuration, from the next poll on. */
  readonly configure: (changes: Partial<MappingConfiguration>) => void
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
  const { BatchSize, ScalingConfig, FunctionResponseTypes } = mapping
  let configuration: MappingConfiguration = { BatchSize, ScalingConfig, FunctionResponseTypes }

  const poll = async (): Promise<void> => {
    while (!paused) {
      if (running.size >= configuration.ScalingConfig.MaximumConcurrency) await Promise.race(running)
      const messages = await receive(sqs, queueUrl, configuration.BatchSize)
      if (messages.length === 0) continue
      const batch = handleBatch(options, configuration, messages).finally(() => running.delete(batch))
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
    configuration: () => configuration,
    configure: (changes) => {
      configuration = { ...configuration, ...changes }
    },
    stop: () => {
      paused = true
      sqs.destroy()
    },
  }
}

/** Removes the messages that no filter lets pass, invokes the function with the others, and deletes those that it has processed. */
const handleBatch = async (
  options: EventSourceOptions,
  { FilterCriteria = {}, FunctionResponseTypes }: MappingConfiguration,
  received: readonly Message[],
): Promise<void> => {
  const { mapping, target } = options
  const messages = received.filter(({ Body = '' }) => passes(FilterCriteria, Body))
  await remove(
    options,
    received.filter((message) => !messages.includes(message)),
  )
  if (messages.length === 0) return
  const invocation = await target.invoke(sqsEvent(messages, mapping.EventSourceArn))
  if ('error' in invocation) return
  const isReported = FunctionResponseTypes.includes('ReportBatchItemFailures')
  const unfinished = isReported ? unfinishedMessages(invocation.payload, messages.map(idOf)) : []
  await remove(
    options,
    messages.filter((message) => !unfinished.includes(idOf(message))),
  )
}

/** A message that can't be deleted is received again, as on AWS. */
const remove = async ({ sqs, queueUrl }: EventSourceOptions, messages: readonly Message[]): Promise<void> => {
  const Entries = messages.map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle }))
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
