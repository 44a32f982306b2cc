/**
 * List prices in USD (AWS price pages, us-east-1; the EU's are up to a fifth higher). Free allowances
 * are not deducted unless a comment says so.
 */
export const listPrices = {
  /** For a text that a long code receives. It differs by country. */
  textReceived: 0.0075,
  lambdaRequest: 0.2e-6,
  /** On arm64. */
  lambdaGigabyteSecond: 0.0000133334,
  readUnit: 0.125e-6,
  writeUnit: 0.625e-6,
  sqsRequest: 0.4e-6,
  snsRequest: 0.5e-6,
  keyRequest: 3e-6,
  logGigabyte: 0.5,
  /** Per month: the key; the secrets; metrics beyond the ten free ones; metrics in alarms beyond the ten free ones. */
  monthly: { key: 1, secrets: 0.8, metrics: 9, alarms: 1.4 },
} as const

/** The sum of several prices. */
export const inTotal = (prices: Readonly<Record<string, number>>): number =>
  Object.values(prices).reduce((sum, price) => sum + price, 0)
