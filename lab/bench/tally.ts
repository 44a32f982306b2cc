import { z } from 'zod'

import type { AnsweredCall, Call } from '../../local/endpoint/call.ts'

/** The requests to the cloud since `take` was last called. */
export type Tally = {
  /** Requests by service and action: `dynamodb GetItem`, `sqs SendMessage`, `sms-voice SendTextMessage`. */
  readonly requests: { readonly [call: string]: number }
  readonly readUnits: number
  readonly writeUnits: number
  /** The bodies of the messages sent to queues. */
  readonly sent: readonly string[]
}

const nothing: Tally = { requests: {}, readUnits: 0, writeUnits: 0, sent: [] }

export const createTally = () => {
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
    take: (): Tally => {
      const told = tally
      tally = nothing
      return told
    },
  }
}

/** The bodies of the messages that a request to SQS sends. */
export const bodiesIn = (parameters: Call['parameters']): readonly string[] => {
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
