import { keyRequestsIn, listPrices } from '../ops/list-prices.ts'
import type { ArgumentsOf, Verb } from './virtual/stage.ts'

/** What one text or one reply uses of AWS. */
export type Usage = {
  readonly readUnits: number
  readonly writeUnits: number
  readonly sqsRequests: number
  readonly topicPublishes: number
  readonly invocations: number
  readonly lambdaMs: number
  readonly loggedBytes: number
}

/** The memory of each function. */
const memoryGb = 0.25

/**
 * The price in USD of a million texts or replies within a day: for DynamoDB alone, and for all of AWS except what carriers take for an SMS.
 */
export const usdPerMillion = (usage: Usage): { readonly dynamoDb: number; readonly aws: number } => {
  const dynamoDb = usage.readUnits * listPrices.readUnit + usage.writeUnits * listPrices.writeUnit
  const messages = usage.sqsRequests * listPrices.sqsRequest + usage.topicPublishes * listPrices.snsRequest
  const lambda = usage.invocations * listPrices.lambdaRequest + lambdaUsd(usage.lambdaMs)
  const logs = (usage.loggedBytes / 1e9) * listPrices.logGigabyte
  const aws = (dynamoDb + messages + lambda + logs) * 1e6 + keyRequestsIn(24) * listPrices.keyRequest
  return { dynamoDb: dynamoDb * 1e6, aws }
}

const lambdaUsd = (ms: number): number => (ms / 1000) * memoryGb * listPrices.lambdaGigabyteSecond

export const sumOf = (a: Usage, b: Usage): Usage => ({
  readUnits: a.readUnits + b.readUnits,
  writeUnits: a.writeUnits + b.writeUnits,
  sqsRequests: a.sqsRequests + b.sqsRequests,
  topicPublishes: a.topicPublishes + b.topicPublishes,
  invocations: a.invocations + b.invocations,
  lambdaMs: a.lambdaMs + b.lambdaMs,
  loggedBytes: a.loggedBytes + b.loggedBytes,
})

/** What AWS bills for a replay, apart from SMS. */
export type AwsUse = {
  reads: number
  readUnits: number
  /** Each is one write unit, even if its condition fails. */
  writes: number
  sqsRequests: number
  snsRequests: number
  invocations: number
  lambdaMs: number
  logLines: number
}

export const createAwsUse = (): AwsUse => ({
  reads: 0,
  readUnits: 0,
  writes: 0,
  sqsRequests: 0,
  snsRequests: 0,
  invocations: 0,
  lambdaMs: 0,
  logLines: 0,
})

/**
 * Counts what DynamoDB and SQS would bill for a call. In DynamoDB, a claim that another one beats and a settlement that comes too late are
 * each followed by a read. Neither happens without faults, so they are not counted. Replies that are queued at once
 * share a request, but each is counted as one here, so the cost of SQS is an upper bound.
 */
export const meterCall = <V extends Verb>(use: AwsUse, verb: V, args: ArgumentsOf<V>): void => {
  const [port, action] = verb.split('.')
  if (port === 'replies') use.sqsRequests++
  else if (port === 'carrier') return
  else if (action === 'read' || action === 'load') {
    use.reads++
    use.readUnits += verb === 'senders.load' && args[1] === 'eventual' ? 0.5 : 1
  } else use.writes++
}

/** The approximate size of one of our log lines in CloudWatch. */
const logLineGb = 500 / 1e9

export const awsCostUsd = (use: AwsUse): number =>
  use.readUnits * listPrices.readUnit +
  use.writes * listPrices.writeUnit +
  use.sqsRequests * listPrices.sqsRequest +
  use.snsRequests * listPrices.snsRequest +
  use.invocations * listPrices.lambdaRequest +
  lambdaUsd(use.lambdaMs) +
  use.logLines * logLineGb * listPrices.logGigabyte
