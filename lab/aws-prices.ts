import { listPrices } from '../ops/list-prices.ts'

export const noUsage = {
  dynamoDbRequests: 0,
  readUnits: 0,
  writeUnits: 0,
  sqsRequests: 0,
  topicPublishes: 0,
  invocations: 0,
  lambdaMs: 0,
  loggedBytes: 0,
}

export type Usage = Readonly<typeof noUsage>

export const sumOf = (usages: readonly Usage[]): Usage => {
  const sum = { ...noUsage }
  for (const usage of usages) for (const key of Object.keys(noUsage) as (keyof Usage)[]) sum[key] += usage[key]
  return sum
}

const memoryGb = 0.25

/** The price in USD of DynamoDB alone, and of all AWS without the signing key and what carriers take for an SMS. */
export const usdOf = (usage: Usage): { readonly dynamoDb: number; readonly aws: number } => {
  const dynamoDb = usage.readUnits * listPrices.readUnit + usage.writeUnits * listPrices.writeUnit
  const messages = usage.sqsRequests * listPrices.sqsRequest + usage.topicPublishes * listPrices.snsRequest
  const gigabyteSeconds = (usage.lambdaMs / 1000) * memoryGb
  const lambda = usage.invocations * listPrices.lambdaRequest + gigabyteSeconds * listPrices.lambdaGigabyteSecond
  return { dynamoDb, aws: dynamoDb + messages + lambda + (usage.loggedBytes / 1e9) * listPrices.logGigabyte }
}
