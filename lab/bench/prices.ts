import { listPrices } from '../../ops/list-prices.ts'

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
 * The requests for the one key in a day. SQS, SNS and DynamoDB ask for it for each queue, topic and table, of which there are
 * eight, at most every five minutes.
 */
const keyRequestsInADay = ((24 * 60) / 5) * 8

/**
 * The price in USD of a million texts or replies within a day: for DynamoDB alone, and for all of AWS except what carriers take for an SMS.
 */
export const usdPerMillion = (usage: Usage): { readonly dynamoDb: number; readonly aws: number } => {
  const dynamoDb = usage.readUnits * listPrices.readUnit + usage.writeUnits * listPrices.writeUnit
  const messages = usage.sqsRequests * listPrices.sqsRequest + usage.topicPublishes * listPrices.snsRequest
  const lambda = usage.invocations * listPrices.lambdaRequest + lambdaUsd(usage.lambdaMs)
  const logs = (usage.loggedBytes / 1e9) * listPrices.logGigabyte
  const aws = (dynamoDb + messages + lambda + logs) * 1e6 + keyRequestsInADay * listPrices.keyRequest
  return { dynamoDb: dynamoDb * 1e6, aws }
}

export const lambdaUsd = (ms: number): number => (ms / 1000) * memoryGb * listPrices.lambdaGigabyteSecond

export const sumOf = (a: Usage, b: Usage): Usage => ({
  readUnits: a.readUnits + b.readUnits,
  writeUnits: a.writeUnits + b.writeUnits,
  sqsRequests: a.sqsRequests + b.sqsRequests,
  topicPublishes: a.topicPublishes + b.topicPublishes,
  invocations: a.invocations + b.invocations,
  lambdaMs: a.lambdaMs + b.lambdaMs,
  loggedBytes: a.loggedBytes + b.loggedBytes,
})
