import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { DynamoDB } from '@aws-sdk/client-dynamodb'
import { type Answer, type Call, createDynalite, jsonAnswer, startEndpoint } from '../../emulator/index.ts'
import { listPrices } from '../../ops/list-prices.ts'

/** What was asked of AWS, what that costs at list price, and the messages that were put on queues. */
export type Tally = { readonly requests: Map<string, number>; usd: number; readonly sent: string[] }

const newTally = (): Tally => ({ requests: new Map(), usd: 0, sent: [] })

const count = (tally: Tally, { service, action, parameters }: Call, answer: Answer): void => {
  tally.requests.set(service, (tally.requests.get(service) ?? 0) + 1)
  if (service === 'sqs') {
    tally.usd += listPrices.sqsRequest
    tally.sent.push(...bodiesIn(parameters))
  }
  if (service === 'dynamodb')
    tally.usd += unitsOf(answer.body) * (action.endsWith('GetItem') ? listPrices.readUnit : listPrices.writeUnit)
}

const bodiesIn = ({ MessageBody, Entries = [] }: Call['parameters']): readonly string[] =>
  MessageBody === undefined
    ? (Entries as readonly { readonly MessageBody: string }[]).map((entry) => entry.MessageBody)
    : [String(MessageBody)]

/** A failed condition is billed as a write: one unit, below a kilobyte (developer guide, capacity). */
const unitsOf = (body: string): number => {
  const { __type = '', ConsumedCapacity = [] } = JSON.parse(body)
  if (__type.endsWith('ConditionalCheckFailedException')) return 1
  return [ConsumedCapacity].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0)
}

/** The shortest time that a request to the store takes, about what DynamoDB takes within its own network. */
export const latencyMs = 3

/** The emulator's DynamoDB, SQS and End User Messaging, for one system at a time. */
export type MeteredCloud = Awaited<ReturnType<typeof startMeteredCloud>>

/** Tables are given by their names, with their keys. Queues and phones accept everything at once. */
export const startMeteredCloud = async (tables: Readonly<Record<string, string>>) => {
  let tally = newTally()
  const take = (): Tally => {
    const taken = tally
    tally = newTally()
    return taken
  }
  const dynalite = createDynalite()
  const { url, serve, stop } = await startEndpoint(0)
  serve(async (call) => {
    const isStore = call.service === 'dynamodb'
    const [answer] = isStore ? await Promise.all([dynalite(withUnitsAsked(call)), wait(latencyMs)]) : [accept(call)]
    count(tally, call, answer)
    return answer
  })
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' }
  const client = new DynamoDB({ endpoint: url, region: 'eu-west-3', credentials })
  for (const [TableName, AttributeName] of Object.entries(tables))
    await client.createTable({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName, KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName, AttributeType: 'S' }],
    })
  return { endpoint: url, client, take, stop }
}

/** Asks for the consumed capacity, for the tally: the measured systems don't. */
const withUnitsAsked = (call: Call): Call => ({
  ...call,
  body: call.action.endsWith('Item')
    ? JSON.stringify({ ...call.parameters, ReturnConsumedCapacity: 'TOTAL' })
    : call.body,
})

const accept = ({ service, action, parameters }: Call): Answer => {
  if (service !== 'sqs') return jsonAnswer(200, { MessageId: 'message' })
  const taken = bodiesIn(parameters).map((body, i) => ({
    Id: String(i),
    MessageId: 'message',
    MD5OfMessageBody: createHash('md5').update(body).digest('hex'),
  }))
  return jsonAnswer(200, action === 'SendMessageBatch' ? { Successful: taken, Failed: [] } : { ...taken[0] })
}
