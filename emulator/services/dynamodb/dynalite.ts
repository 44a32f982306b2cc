import { Readable } from 'node:stream'
import dynalite from 'dynalite'
import { jsonAnswer } from '../../endpoint/answers.ts'
import type { Answer, Call } from '../../endpoint/call.ts'

/** DynamoDB in memory, with the item on which a condition failed (API reference, ConditionalCheckFailedException). */
export const createDynalite = (): ((call: Pick<Call, 'headers' | 'body' | 'parameters'>) => Promise<Answer>) => {
  const ask = createServer()
  return async (call) => {
    const answer = await ask(call)
    const { TableName, Key, ReturnValuesOnConditionCheckFailure: wanted } = call.parameters
    if (wanted !== 'ALL_OLD' || !answer.body.includes('ConditionalCheckFailedException')) return answer
    // dynalite lacks this. It runs in this process, so nothing is written in between.
    const headers = { ...call.headers, 'x-amz-target': 'DynamoDB_20120810.GetItem' }
    const read = await ask({ headers, body: JSON.stringify({ TableName, Key, ConsistentRead: true }) })
    return jsonAnswer(answer.status, { ...JSON.parse(answer.body), ...JSON.parse(read.body) })
  }
}

/** dynalite is an HTTP server. Requests are passed to it in process, so that it needs no port of its own. */
const createServer = (): ((call: Pick<Call, 'headers' | 'body'>) => Promise<Answer>) => {
  const server = dynalite({ createTableMs: 0 })
  return ({ headers, body }) =>
    new Promise((resolve) => {
      const sent = new Map<string, string>()
      const request = Object.assign(Readable.from([Buffer.from(body)]), { method: 'POST', url: '/', headers })
      const response = {
        statusCode: 200,
        setHeader: (name: string, value: unknown) => void sent.set(name.toLowerCase(), String(value)),
        end: (text: unknown) =>
          resolve({ status: response.statusCode, headers: Object.fromEntries(sent), body: String(text) }),
      }
      server.emit('request', request, response)
    })
}
