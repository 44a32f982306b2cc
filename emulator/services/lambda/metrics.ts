import type { RecordMetric } from '../../metric.ts'
import type { FinishedInvocation } from './lambda.ts'

/**
 * Records the metrics that Lambda publishes about an invocation (developer guide, function metrics). The embedded cloud never
 * throttles.
 */
export const recordInvocation = (record: RecordMetric, invocation: FinishedInvocation, now: number): void => {
  const { functionName, failed, durationMs, concurrent } = invocation
  const values = {
    Invocations: 1,
    Errors: failed ? 1 : 0,
    Throttles: 0,
    Duration: durationMs,
    ConcurrentExecutions: concurrent,
  }
  for (const [name, value] of Object.entries(values))
    record({ namespace: 'AWS/Lambda', name, dimensions: { FunctionName: functionName } }, [value], now)
}
