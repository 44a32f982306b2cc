/** What one text, or one reply, asks of AWS. */
export type Usage = {
  readonly readUnits: number
  readonly writeUnits: number
  readonly sqsRequests: number
  readonly topicPublishes: number
  readonly invocations: number
  readonly lambdaMs: number
  readonly loggedBytes: number
}

/** List prices per million in USD (us-east-1, arm64; facts of November 2026). */
const perMillion = {
  readUnits: 0.125,
  writeUnits: 0.625,
  sqsRequests: 0.4,
  topicPublishes: 0.5,
  invocations: 0.2,
} as const

/** A quarter of a GB for a million milliseconds, at 0.0000133334 USD a GB second. */
const lambdaMsPerMillion = 0.25 * 1000 * 0.000_013_333_4

/** 0.50 USD a GB. */
const loggedBytesPerMillion = 0.5 / 1000

/**
 * The one key: SQS, SNS and DynamoDB ask it for each queue, topic and table at most every five minutes, 0.03 USD for 10,000
 * requests. A million texts within a day:
 */
const keyPerMillion = ((24 * 60) / 5) * 8 * (0.03 / 10_000)

/** USD for a million of them: DynamoDB alone, and all of AWS but what carriers take for an SMS. */
export const usdPerMillion = (usage: Usage): { readonly dynamoDb: number; readonly aws: number } => {
  const price = (item: keyof typeof perMillion): number => usage[item] * perMillion[item]
  const dynamoDb = price('readUnits') + price('writeUnits')
  const messages = price('sqsRequests') + price('topicPublishes')
  const lambda = price('invocations') + usage.lambdaMs * lambdaMsPerMillion
  return { dynamoDb, aws: dynamoDb + messages + lambda + usage.loggedBytes * loggedBytesPerMillion + keyPerMillion }
}

export const sumOf = (a: Usage, b: Usage): Usage => ({
  readUnits: a.readUnits + b.readUnits,
  writeUnits: a.writeUnits + b.writeUnits,
  sqsRequests: a.sqsRequests + b.sqsRequests,
  topicPublishes: a.topicPublishes + b.topicPublishes,
  invocations: a.invocations + b.invocations,
  lambdaMs: a.lambdaMs + b.lambdaMs,
  loggedBytes: a.loggedBytes + b.loggedBytes,
})
