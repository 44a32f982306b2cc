import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { type AttributeValue, CreateTableCommand, DynamoDB } from '@aws-sdk/client-dynamodb'
import { z } from 'zod'

import {
  type Answer,
  type AnsweredCall,
  type Call,
  createDynalite,
  jsonAnswer,
  startEndpoint,
} from '../../emulator/index.ts'

/** The requests to the cloud since `take` was last called. */
export type Requests = {
  /** Requests by service and action: `dynamodb GetItem`, `sqs SendMessage`, `sms-voice SendTextMessage`. */
  readonly requests: { readonly [call: string]: number }
  readonly readUnits: number
  readonly writeUnits: number
  /** The bodies of the messages sent to queues. */
  readonly sent: readonly string[]
}

const nothing: Requests = { requests: {}, readUnits: 0, writeUnits: 0, sent: [] }

const countRequests = () => {
  let tally = nothing
  return {
    add: ({ call, answer }: AnsweredCall): void => {
      const name = `${call.service} ${call.action}`
      const units = call.service === 'dynamodb' ? unitsOf(answer.body) : 0
      const isRead = readers.includes(call.action)
      tally = {
        requests: { ...tally.requests, [name]: (tally.requests[name] ?? 0) + 1 },
        readUnits: tally.readUnits + (isRead ? units : 0),
        writeUnits: tally.writeUnits + (isRead ? 0 : units),
        sent: call.service === 'sqs' ? [...tally.sent, ...bodiesIn(call.parameters)] : tally.sent,
      }
    },
    /** Returns the tally and starts a new one. */
    take: (): Requests => {
      const told = tally
      tally = nothing
      return told
    },
  }
}

/** The bodies of the messages that a request to SQS sends. */
const bodiesIn = (parameters: Call['parameters']): readonly string[] => {
  const { MessageBody, Entries } = sending.parse(parameters)
  return MessageBody === undefined ? Entries.map((entry) => entry.MessageBody) : [MessageBody]
}

const sending = z.object({
  MessageBody: z.string().optional(),
  Entries: z.array(z.object({ MessageBody: z.string() })).default([]),
})

const readers = ['GetItem', 'BatchGetItem']

/**
 * The capacity units of a request. A condition that fails is billed as a write, of one unit for an item below a
 * kilobyte (developer guide, capacity).
 */
const unitsOf = (body: string): number => {
  const { __type, ConsumedCapacity } = answered.parse(JSON.parse(body))
  if (__type?.endsWith('ConditionalCheckFailedException')) return 1
  return [ConsumedCapacity].flat().reduce((sum, consumed) => sum + (consumed?.CapacityUnits ?? 0), 0)
}

const capacity = z.object({ CapacityUnits: z.number() })
const answered = z.object({
  __type: z.string().optional(),
  ConsumedCapacity: z.union([capacity, z.array(capacity)]).optional(),
})

export type Table = { readonly name: string; readonly key: string }
export type Item = Readonly<Record<string, AttributeValue>>

/** An embedded DynamoDB, SQS and End User Messaging, for one system at a time. */
export type MeteredCloud = {
  readonly endpoint: string
  readonly client: DynamoDB
  /** Returns the tally of requests since it was last called. */
  readonly tally: () => Requests
  /** Writes copies of an item that differ only in their keys, without counting the requests. */
  readonly fill: (table: Table, item: Item, ids: readonly string[]) => Promise<void>
  readonly stop: () => Promise<void>
}

/**
 * Starts the embedded cloud's endpoint in this process. DynamoDB is a dynalite that takes at least `latencyMs` for an answer. Queues and
 * phones accept everything at once.
 */
export const startMeteredCloud = async (tables: readonly Table[], latencyMs: number): Promise<MeteredCloud> => {
  const tally = countRequests()
  const dynalite = createDynalite()
  const slowly = async (call: Call): Promise<Answer> => {
    const [answer] = await Promise.all([dynalite(withUnitsAsked(call)), wait(latencyMs)])
    return answer
  }
  const { url, serve, stop } = await startEndpoint(0)
  serve(async (call) => {
    const answer = call.service === 'dynamodb' ? await slowly(call) : answerAtOnce(call)
    tally.add({ call, answer })
    return answer
  })
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' }
  const client = new DynamoDB({ endpoint: url, region: 'eu-west-3', credentials })
  for (const table of tables) await client.send(creationOf(table))
  return {
    endpoint: url,
    client,
    tally: tally.take,
    fill: async ({ name, key }, item, ids) => {
      for (let i = 0; i < ids.length; i += maxBatch) {
        const batch = ids.slice(i, i + maxBatch)
        const puts = batch.map((id) => ({ PutRequest: { Item: { ...item, [key]: { S: id } } } }))
        await client.batchWriteItem({ RequestItems: { [name]: puts } })
      }
      tally.take()
    },
    stop: () => {
      client.destroy()
      return stop()
    },
  }
}

/** The limit of BatchWriteItem. */
const maxBatch = 25

const creationOf = ({ name, key }: Table) =>
  new CreateTableCommand({
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
  })

/** Asks DynamoDB for the consumed capacity, which the tally needs and the measured systems don't ask for. */
const withUnitsAsked = (call: Call): Call => ({
  ...call,
  body: call.action.endsWith('Item')
    ? JSON.stringify({ ...call.parameters, ReturnConsumedCapacity: 'TOTAL' })
    : call.body,
})

const answerAtOnce = ({ service, action, parameters }: Call): Answer => {
  if (service !== 'sqs') return jsonAnswer(200, { MessageId: 'message' })
  const taken = bodiesIn(parameters).map((body, i) => ({
    Id: String(i),
    MessageId: 'message',
    MD5OfMessageBody: createHash('md5').update(body).digest('hex'),
  }))
  return jsonAnswer(200, action === 'SendMessageBatch' ? { Successful: taken, Failed: [] } : { ...taken[0] })
}
