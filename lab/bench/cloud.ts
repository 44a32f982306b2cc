import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { type AttributeValue, CreateTableCommand, DynamoDB } from '@aws-sdk/client-dynamodb'

import { createDynalite } from '../../local/dynamodb/dynalite.ts'
import { jsonAnswer } from '../../local/endpoint/answers.ts'
import type { Answer, Call } from '../../local/endpoint/call.ts'
import { startEndpoint } from '../../local/endpoint/endpoint.ts'
import { bodiesIn, createTally, type Tally } from './tally.ts'

export type Table = { readonly name: string; readonly key: string }
export type Item = Readonly<Record<string, AttributeValue>>

/** An embedded DynamoDB, SQS and End User Messaging, for one system at a time. */
export type Cloud = {
  readonly endpoint: string
  readonly client: DynamoDB
  /** Returns the tally of requests since it was last called. */
  readonly tally: () => Tally
  /** Writes copies of an item that differ only in their keys, without counting the requests. */
  readonly fill: (table: Table, item: Item, ids: readonly string[]) => Promise<void>
  readonly stop: () => Promise<void>
}

/**
 * Starts the embedded cloud's endpoint in this process. DynamoDB is a dynalite that takes at least `latencyMs` for an answer. Queues and
 * phones accept everything at once.
 */
export const startCloud = async (tables: readonly Table[], latencyMs: number): Promise<Cloud> => {
  const tally = createTally()
  const dynalite = createDynalite()
  const slowly = async (call: Call): Promise<Answer> => {
    const [answer] = await Promise.all([dynalite(withUnitsAsked(call)), wait(latencyMs)])
    return answer
  }
  const { url, serve, stop } = await startEndpoint(0, {
    callerOf: () => ({ kind: 'owner' }),
    lambdaRequest: () => undefined,
  })
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
