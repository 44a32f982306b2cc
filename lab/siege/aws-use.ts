import { listPrices } from '../../ops/list-prices.ts'
import { lambdaUsd } from '../bench/prices.ts'
import type { ArgumentsOf, Verb } from '../virtual/ports.ts'

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
 * each followed by a read. Neither happens without faults, nor does a circuit open, so they are not counted. Replies that are queued at once
 * share a request, but each is counted as one here, so the cost of SQS is an upper bound.
 */
export const meterCall = <V extends Verb>(use: AwsUse, verb: V, args: ArgumentsOf<V>): void => {
  const [port, action] = verb.split('.')
  if (port === 'replies') use.sqsRequests++
  else if (port === 'carrier' || port === 'circuits') return
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
