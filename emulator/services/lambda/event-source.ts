import { setTimeout as delay } from 'node:timers/promises'
import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'
import { z } from 'zod'
import { parseJson } from '../../endpoint/call.ts'
import type { LambdaFunction } from './function.ts'
import type { MappingProperties } from './resources.ts'

/** What of a mapping can be changed while it runs. */
type MappingConfiguration = Pick<MappingProperties, 'BatchSize' | 'ScalingConfig'> & {
  readonly FunctionResponseTypes: readonly MappingProperties['FunctionResponseTypes'][number][]
  readonly FilterCriteria?: FilterCriteria
}

export type EventSource = ReturnType<typeof createEventSource>

type EventSourceOptions = {
  readonly mapping: MappingProperties
  readonly queueUrl: string
  readonly target: LambdaFunction
  /** Signs with the function's role, as Lambda does when it polls. */
  readonly sqs: SQSClient
}

/** The wait time of a long poll, and the pause after a poll that failed. */
const waitSeconds = 1

/** Polls a queue, and invokes a function with batches of its messages. */
export const createEventSource = (options: EventSourceOptions) => {
  const { mapping, queueUrl, target, sqs } = options
  const running = new Set<Promise<void>>()
  let paused = false
  let stopped = false
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
    /** Stops polling. Resolves when all batches in progress are finished. */
    pause: async (): Promise<void> => {
      paused = true
      await polling
      await Promise.all(running)
      stopped = paused
    },
    resume: (): void => {
      paused = stopped = false
      polling = polling.then(poll)
    },
    isPaused: () => paused,
    /** As the API says it: a poll that is under way may still bring messages. */
    state: () => (stopped ? 'Disabled' : paused ? 'Disabling' : 'Enabled'),
    configuration: () => configuration,
    /** Changes the configuration, from the next poll on. */
    configure: (changes: Partial<MappingConfiguration>): void => {
      configuration = { ...configuration, ...changes }
    },
    /** Stops polling, without waiting for the batches in progress. */
    stop: (): void => {
      paused = true
      sqs.destroy()
    },
  }
}

/** Invokes the function with the messages that a filter lets pass, and deletes what it processed and all others. */
const handleBatch = async (
  options: EventSourceOptions,
  { FilterCriteria = {}, FunctionResponseTypes }: MappingConfiguration,
  received: readonly Message[],
): Promise<void> => {
  const { mapping, target } = options
  const messages = received.filter(({ Body = '' }) => passes(FilterCriteria, Body))
  const others = received.filter((message) => !messages.includes(message))
  await remove(options, others)
  if (messages.length === 0) return
  const invocation = await target.invoke(sqsEvent(messages, mapping.EventSourceArn))
  if ('error' in invocation) return
  const isReported = FunctionResponseTypes.includes('ReportBatchItemFailures')
  const unfinished = isReported ? unfinishedMessages(invocation.payload, messages.map(idOf)) : []
  const finished = messages.filter((message) => !unfinished.includes(idOf(message)))
  await remove(options, finished)
}

/** A message that can't be deleted is received again, as on AWS. */
const remove = async ({ sqs, queueUrl }: EventSourceOptions, messages: readonly Message[]): Promise<void> => {
  const Entries = messages.map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle }))
  if (Entries.length > 0) await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries })).catch(() => {})
}

const idOf = ({ MessageId = '' }: Message): string => MessageId

const receive = async (sqs: SQSClient, QueueUrl: string, batchSize: number): Promise<readonly Message[]> => {
  try {
    const limits = { MaxNumberOfMessages: batchSize, WaitTimeSeconds: waitSeconds }
    const command = new ReceiveMessageCommand({ QueueUrl, ...limits, MessageSystemAttributeNames: ['All'] })
    return (await sqs.send(command)).Messages ?? []
  } catch {
    await delay(waitSeconds * 1000, undefined, { ref: false })
    return []
  }
}

/** The filters of an event source mapping (API reference, FilterCriteria). */
export type FilterCriteria = { readonly Filters?: readonly { readonly Pattern: string }[] | undefined }

/** A pattern that lists plain bodies, or values of fields of bodies in JSON: no other is supported here. */
const value = z.union([z.string(), z.number(), z.boolean(), z.null()])
const pattern = z.strictObject({
  body: z.union([z.array(z.string()).min(1), z.record(z.string(), z.array(value).min(1))]),
})

export const isSupported = ({ Filters = [] }: FilterCriteria): boolean =>
  Filters.every(({ Pattern }) => pattern.safeParse(parseJson(Pattern)).success)

/** Whether a filter lets a message pass. One for plain strings passes no JSON, nor the reverse (with-sqs-filtering). */
const passes = ({ Filters = [] }: FilterCriteria, body: string): boolean => {
  const { data: fields } = z.record(z.string(), z.unknown()).safeParse(parseJson(body))
  const fits = ({ Pattern }: { readonly Pattern: string }): boolean => {
    const wanted = pattern.safeParse(parseJson(Pattern)).data?.body ?? []
    if (Array.isArray(wanted)) return parseJson(body) === undefined && wanted.includes(body)
    return Object.entries(wanted).every(([name, values]) => values.some((one) => one === fields?.[name]))
  }
  return Filters.length === 0 || Filters.some(fits)
}

/** The event that Lambda creates from SQS messages (developer guide, Lambda with SQS). */
const sqsEvent = (messages: readonly Message[], queueArn: string) => ({
  Records: messages.map((message) => ({
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes,
    // Nothing here sends message attributes.
    messageAttributes: {},
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: queueArn.split(':')[3],
  })),
})

/** The ids that stay in the queue; all if the response is invalid (developer guide, partial batch responses). */
export const unfinishedMessages = (payload: string, messageIds: readonly string[]): readonly string[] => {
  const answer = batchResponse.safeParse(JSON.parse(payload))
  const named = answer.data?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier) ?? []
  return answer.success && named.every((id) => messageIds.includes(id)) ? named : messageIds
}

const batchResponse = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() })
  .nullable()
