import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'

import { queueVisibilityMs } from '../../shared/rules/timing.ts'
import { record } from '../texts.ts'
import type { AwsUse } from './aws-use.ts'
import type { Calendar } from './calendar.ts'
import type { Chance } from './chance.ts'

/** An SQS queue that feeds a function, in virtual time. */
export type Queue = {
  readonly put: (body: string) => void
  /** Hides a message that is being handled and will be reported unfinished. */
  readonly hide: (receiptHandle: string, ms: number) => void
}

type Source = {
  readonly calendar: Calendar
  readonly chance: Chance
  readonly use: AwsUse
  readonly environments: number
  readonly batchSize: number
}

type Handler = (event: SQSEvent) => Promise<SQSBatchResponse>
type Message = { readonly id: string; readonly body: string; readonly receives: number; hiddenMs?: number }

/** An assumption: a few requests of 5 ms each, and what our own code takes. */
const invocationMs = 50

/** Whatever waits goes to an idle environment, any of them, in batches of what is there. */
export const createQueue = (source: Source, createHandler: () => Handler): Queue => {
  const { calendar, chance, use, environments, batchSize } = source
  const idle = Array.from({ length: environments }, createHandler)
  const waiting = createLine<Message>()
  const inHand = new Map<string, Message>()
  let ids = 0

  const appear = (message: Message): void => {
    waiting.join(message)
    calendar.at(calendar.now(), poll)
  }
  const poll = async (): Promise<void> => {
    if (waiting.isEmpty()) return
    const [handler] = idle.splice(chance.below(idle.length), 1)
    if (handler !== undefined) await invoke(handler, waiting.leave(batchSize))
  }
  const invoke = async (handler: Handler, batch: readonly Message[]): Promise<void> => {
    meter(use)
    for (const message of batch) inHand.set(message.id, message)
    const { batchItemFailures } = await handler({ Records: batch.map(toRecord) })
    for (const { itemIdentifier } of batchItemFailures) {
      const { hiddenMs = queueVisibilityMs, id, body, receives } = messageIn(inHand, itemIdentifier)
      calendar.at(calendar.now() + hiddenMs, () => appear({ id, body, receives: receives + 1 }))
    }
    for (const { id } of batch) inHand.delete(id)
    calendar.at(calendar.now() + invocationMs, () => {
      idle.push(handler)
      return poll()
    })
  }
  return {
    put: (body) => appear({ id: String(ids++), body, receives: 1 }),
    hide: (receiptHandle, ms) => {
      messageIn(inHand, receiptHandle).hiddenMs = ms
    },
  }
}

/** An invocation, with the receive before it and the delete after it. */
const meter = (use: AwsUse): void => {
  use.invocations++
  use.lambdaMs += invocationMs
  use.sqsRequests += 2
}

/** First come, first served, however long the line. */
const createLine = <T>() => {
  let line: T[] = []
  let served = 0
  return {
    join: (next: T) => void line.push(next),
    isEmpty: () => served === line.length,
    leave: (most: number): readonly T[] => {
      const first = line.slice(served, served + most)
      served += first.length
      if (served > 1000 && served * 2 > line.length) {
        line = line.slice(served)
        served = 0
      }
      return first
    },
  }
}

const messageIn = (inHand: ReadonlyMap<string, Message>, id: string): Message => {
  const message = inHand.get(id)
  if (message === undefined) throw new Error(`No message ${id} is being handled`)
  return message
}

/** A receipt handle is the message's id: a message is never handed out twice at a time. */
const toRecord = ({ id, body, receives }: Message): SQSRecord => ({ ...record(id, body, receives), receiptHandle: id })
