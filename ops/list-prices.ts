import { receivedUsd } from '../settings/countries/countries.ts'

/** List prices in USD before free allowances (AWS price pages, us-east-1; the EU's are up to a fifth higher). */
export const listPrices = {
  textReceived: receivedUsd,
  lambdaRequest: 0.2e-6,
  /** On arm64. */
  lambdaGigabyteSecond: 0.0000133334,
  readUnit: 0.125e-6,
  writeUnit: 0.625e-6,
  sqsRequest: 0.4e-6,
  snsRequest: 0.5e-6,
  keyRequest: 3e-6,
  logGigabyte: 0.5,
  /** Per month: the key; the secrets; metrics in alarms beyond the ten free ones. */
  monthly: { key: 1, secrets: 0.8, alarms: 2.1 },
  /** The metrics that every stage can count, those that are free, and the price of one with data in every hour. */
  metrics: { counted: 48, free: 10, monthly: 0.3 },
} as const

/** What metrics cost in USD: "prorated by the hour and metered only when you send metrics" (CloudWatch price page). */
export const metricsUsd = (activeHours: number): number => {
  const { counted, free, monthly } = listPrices.metrics
  return Math.max(0, counted * Math.min(1, activeHours / hoursOfMonth) - free) * monthly
}

/**
 * How many requests for the key `activeHours` take at most. For five minutes, services keep data keys: SNS asks twice
 * for each of two topics (developer guide, sns-key-management), SQS three times for each of two queues (developer
 * guide, sqs-key-management), and DynamoDB once for each of two functions.
 */
export const keyRequestsIn = (activeHours: number): number => Math.round(activeHours * 12 * (2 * 2 + 2 * 3 + 2))

/** The hours of a month, as AWS's price calculator has them. */
const hoursOfMonth = 730

export const inTotal = (prices: Readonly<Record<string, number>>): number =>
  Object.values(prices).reduce((sum, price) => sum + price, 0)
