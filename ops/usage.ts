import { operationsOf } from '../carriers/ops.ts'
import { metricNames } from '../shared/rules/telemetry.ts'
import { day, hour } from '../shared/rules/timing.ts'
import type { Deployment } from './deployment.ts'
import { inTotal, listPrices, metricsUsd } from './list-prices.ts'
import { countBy, type MetricQuery, type Point, readMetrics, sumOf } from './metrics.ts'
import { counted } from './words.ts'

/** The memory of every function. */
const memoryGigabytes = 0.25

/** Estimates what the infrastructure has cost since a moment (in milliseconds): the counts of CloudWatch times list prices. */
export const readUsage = async (
  deployment: Deployment,
  from: number,
): Promise<readonly { readonly what: string; readonly usd: number }[]> => {
  const [points, activity] = await Promise.all([
    readMetrics(deployment, wanted(deployment), from, day),
    readMetrics(deployment, signsOfActivity(deployment), from, hour),
  ])
  const activeHours = new Set(Object.values(activity).flatMap((found) => found.map(({ time }) => time))).size
  const sum = (kind: string): number =>
    Object.entries<readonly Point[]>(points).reduce(
      (total, [name, found]) => (name.startsWith(kind) ? total + sumOf(found) : total),
      0,
    )
  return [
    {
      what: `Lambda, ${counted(sum('invocations'), 'invocation', 'invocations')}`,
      usd:
        sum('invocations') * listPrices.lambdaRequest +
        (sum('duration') / 1000) * memoryGigabytes * listPrices.lambdaGigabyteSecond,
    },
    {
      what: `DynamoDB, ${counted(sum('read'), 'unit', 'units')} read, ${sum('written')} written`,
      usd: sum('read') * listPrices.readUnit + sum('written') * listPrices.writeUnit,
    },
    { what: `SQS, at most ${counted(sum('queue'), 'request', 'requests')}`, usd: sum('queue') * listPrices.sqsRequest },
    { what: 'Logs', usd: (sum('logged') / 1e9) * listPrices.logGigabyte },
    { what: `Metrics, counted in ${counted(activeHours, 'hour', 'hours')}`, usd: metricsUsd(activeHours) },
    {
      what: 'Key, secrets, alarms, carriers: a whole month',
      usd: operationsOf(deployment).reduce(
        (usd, { monthlyUsd }) => usd + monthlyUsd(deployment),
        inTotal(listPrices.monthly),
      ),
    },
  ]
}

/** Metrics of what happens to a text: it comes, it is answered, and AWS reports on the reply. Others are counted in the same hours, if nothing fails. */
const signsOfActivity = (deployment: Deployment) => ({
  texts: countBy(deployment, metricNames.textsReceived),
  replies: countBy(deployment, metricNames.repliesSubmitted),
  reports: countBy(deployment, metricNames.smsCostUsd),
})

const wanted = (deployment: Deployment): Readonly<Record<string, MetricQuery>> => {
  const { outputs } = deployment
  const own = operationsOf(deployment).flatMap(({ functions }) => functions(deployment))
  const functions = [
    ...[outputs.ReceiveSmsFunctionName, outputs.SendReplyFunctionName],
    ...own.map(({ functionName }) => functionName),
  ]
  const queues = [outputs.InboundQueueUrl, outputs.RepliesQueueUrl].map((url) => url.split('/').at(-1) ?? '')
  const groups = [
    ...[outputs.ReceiveSmsLogGroupName, outputs.SendReplyLogGroupName],
    ...own.map(({ logGroupName }) => logGroupName),
  ]
  return Object.fromEntries([
    ...named('invocations', functions, 'AWS/Lambda', 'Invocations', 'FunctionName'),
    ...named('duration', functions, 'AWS/Lambda', 'Duration', 'FunctionName'),
    ...named('read', [outputs.TableName], 'AWS/DynamoDB', 'ConsumedReadCapacityUnits', 'TableName'),
    ...named('written', [outputs.TableName], 'AWS/DynamoDB', 'ConsumedWriteCapacityUnits', 'TableName'),
    ...named('logged', groups, 'AWS/Logs', 'IncomingBytes', 'LogGroupName'),
    // One request can receive several messages, so this is an upper bound.
    ...['NumberOfMessagesSent', 'NumberOfMessagesReceived', 'NumberOfMessagesDeleted', 'NumberOfEmptyReceives'].flatMap(
      (metric) => named(`queue${metric}`, queues, 'AWS/SQS', metric, 'QueueName'),
    ),
  ])
}

/** Queries for the same metric of several resources. Each gets a name that begins with `kind`. */
const named = (kind: string, resources: readonly string[], namespace: string, metric: string, dimension: string) =>
  resources.map((resource, i): readonly [string, MetricQuery] => [
    `${kind}${i}`,
    { namespace, metric, dimensions: { [dimension]: resource } },
  ])
