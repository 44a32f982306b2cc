import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { type AttributeValue, CreateTableCommand, DynamoDB } from '@aws-sdk/client-dynamodb'

import { createDynalite } from '../local/dynamodb/dynalite.ts'
import { jsonAnswer } from '../local/endpoint/answers.ts'
import type { Answer, Call } from '../local/endpoint/call.ts'
import { startEndpoint } from '../local/endpoint/endpoint.ts'
import { bodiesIn, createTally, type Tally } from './tally.ts'

export type Table = { readonly name: string; readonly key: string }
export type Item = Readonly<Record<string, AttributeValue>>

/** DynamoDB, SQS and End User Messaging for one system at a time. */
export type Cloud = {
  readonly endpoint: string
  readonly client: DynamoDB
  /** What was asked for since the last time. */
  readonly tally: () => Tally
  /** Writes items that differ in their key alone, uncounted. */
  readonly fill: (table: Table, item: Item, ids: readonly string[]) => Promise<void>
  readonly stop: () => Promise<void>
}

/**
 * The embedded cloud's endpoint in this process, with dynalite behind it, which takes at least `latencyMs` for an answer. Queues and phones take
 * everything at once.
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

/** The most that BatchWriteItem takes. */
const maxBatch = 25

const creationOf = ({ name, key }: Table) =>
  new CreateTableCommand({
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
  })

/** Systems don't ask what their requests consume; the tally needs to know. */
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
