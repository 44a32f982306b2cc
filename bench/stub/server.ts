import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

import { createDynalite } from '../../local/dynamodb/dynalite.ts'
import type { createTables } from './tables.ts'
import type { createTally } from './tally.ts'

type Answer = { readonly status: number; readonly body: string }
type Request = { readonly headers: IncomingMessage['headers']; readonly action: string; readonly body: string }
type Store = (request: Request) => Promise<Answer>

/** A store of the stub's own tables, each of whose answers takes `latencyMs` over the network. */
export const stubStore =
  (
    tables: Pick<ReturnType<typeof createTables>, 'call'>,
    tally: ReturnType<typeof createTally>,
    latencyMs: number,
  ): Store =>
  ({ action, body }) => {
    const answer = tables.call(action, JSON.parse(body))
    tally.units(answer)
    const response = { status: answer.status, body: JSON.stringify(answer.body) }
    return new Promise((resolve) => setTimeout(resolve, latencyMs, response))
  }

/** dynalite, which takes its own time. */
export const dynaliteStore = (): Store => {
  const dynamo = createDynalite()
  return ({ headers, action, body }) =>
    dynamo({
      service: 'dynamodb',
      action,
      parameters: {},
      caller: { kind: 'owner' },
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      body,
    })
}

/** DynamoDB, SQS and End User Messaging over HTTP, as AWS speaks it. Queues and phones answer at once; nothing is checked but counted. */
export const createCloudServer = (store: Store, tally: ReturnType<typeof createTally>): Server => {
  const answerTo = async (request: Request, target: string): Promise<Answer> => {
    if (target.startsWith('DynamoDB')) {
      tally.request(`DynamoDB ${request.action}`)
      return store(request)
    }
    if (target.startsWith('AmazonSQS')) {
      tally.request(`SQS ${request.action}`)
      return queueAnswer(request, tally)
    }
    tally.request(`SMS ${request.action}`)
    return { status: 200, body: '{"MessageId":"message"}' }
  }
  return createServer(async (request, response) => {
    const target = String(request.headers['x-amz-target'] ?? '')
    const body = await bodyOf(request)
    const answer = await answerTo({ headers: request.headers, action: target.split('.').at(-1) ?? '', body }, target)
    respond(response, answer)
  })
}

const queueAnswer = ({ action, body }: Request, tally: ReturnType<typeof createTally>): Answer => {
  const take = (message: string) => {
    tally.message(message)
    return { MessageId: 'message', MD5OfMessageBody: createHash('md5').update(message).digest('hex') }
  }
  const { MessageBody, Entries } = JSON.parse(body)
  if (action === 'SendMessage') return { status: 200, body: JSON.stringify(take(MessageBody)) }
  if (action !== 'SendMessageBatch') return { status: 200, body: '{}' }
  const Successful = Entries.map((entry: { Id: string; MessageBody: string }) => ({
    Id: entry.Id,
    ...take(entry.MessageBody),
  }))
  return { status: 200, body: JSON.stringify({ Successful, Failed: [] }) }
}

const bodyOf = (request: IncomingMessage): Promise<string> =>
  new Promise((resolve, reject) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => resolve(body))
    request.on('error', reject)
  })

const respond = (response: ServerResponse, { status, body }: Answer): void => {
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}
