import {
  type Metric,
  type MetricAlarm,
  paginateDescribeAlarms,
  paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch'
import { paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs'
import { metricNamespace } from '../shared/rules/telemetry.ts'
import type { Deployment, StageAccess } from './deployment.ts'

/** The sum of a metric, or another statistic, over the period that begins at `time`, in milliseconds. */
export type Point = { readonly time: number; readonly value: number }

/** A metric that the functions of a stage count. */
export const countBy = ({ stackName }: Pick<StageAccess, 'stackName'>, MetricName: string): Metric => ({
  Namespace: metricNamespace,
  MetricName,
  Dimensions: [{ Name: 'service', Value: stackName }],
})

export const countsBy = (stage: Pick<StageAccess, 'stackName'>, metrics: readonly string[]) =>
  Object.fromEntries(metrics.map((metric) => [metric, countBy(stage, metric)]))

/** Reads the sums, or another statistic, of metrics per period since `from` (in milliseconds), oldest first. */
export const readMetrics = async <Name extends string>(
  { aws, now }: Pick<StageAccess, 'aws' | 'now'>,
  metrics: Readonly<Record<Name, Metric>>,
  from: number,
  periodMs: number,
  Stat: 'Sum' | 'Maximum' | 'p50' = 'Sum',
): Promise<Readonly<Record<Name, readonly Point[]>>> => {
  const names = Object.keys(metrics) as Name[]
  const found = Object.fromEntries(names.map((name) => [name, [] as Point[]])) as Record<Name, Point[]>
  const pages = paginateGetMetricData(
    { client: aws.cloudWatch },
    {
      StartTime: new Date(from),
      EndTime: new Date(now()),
      ScanBy: 'TimestampAscending',
      // CloudWatch takes only ids that begin with a lowercase letter.
      MetricDataQueries: names.map((name, i) => ({
        Id: `m${i}`,
        MetricStat: { Metric: metrics[name], Period: periodMs / 1000, Stat },
      })),
    },
  )
  for await (const { MetricDataResults = [] } of pages)
    for (const { Id = '', Timestamps = [], Values = [] } of MetricDataResults)
      found[names[Number(Id.slice(1))] as Name].push(
        ...Timestamps.map((time, i) => ({ time: time.getTime(), value: Values[i] ?? 0 })),
      )
  return found
}

export const sumOf = (points: readonly Point[] = [], from = 0): number =>
  points.reduce((sum, { time, value }) => (time >= from ? sum + value : sum), 0)

/** Reads the stage's alarms, by the stack's name. */
export const readAlarms = async ({ aws, stackName }: Pick<Deployment, 'aws' | 'stackName'>) => {
  const found: MetricAlarm[] = []
  const pages = paginateDescribeAlarms({ client: aws.cloudWatch }, { AlarmNamePrefix: `${stackName}-` })
  for await (const { MetricAlarms = [] } of pages) found.push(...MetricAlarms)
  return found
}

/** A line of a function's log. `at` is in milliseconds. */
type LogLine = { readonly at: number; readonly line: string }

/** Reads the lines of a log group since a moment that contain `text`, or all if it is empty, oldest first. */
export const readLog = async ({ aws }: Pick<Deployment, 'aws'>, logGroupName: string, text: string, since: number) => {
  const lines: LogLine[] = []
  const pages = paginateFilterLogEvents(
    { client: aws.logs },
    // In quotes, CloudWatch takes the text literally, whatever characters it contains.
    { logGroupName, startTime: since, ...(text !== '' && { filterPattern: `"${text.replaceAll('"', '')}"` }) },
  )
  for await (const { events = [] } of pages)
    lines.push(...events.map(({ timestamp = 0, message = '' }) => ({ at: timestamp, line: message.trim() })))
  return lines.sort((a, b) => a.at - b.at)
}

/** The same, or undefined for whoever may not read the log, or asks too often. */
export const readLogIfPossible = (...of: Parameters<typeof readLog>): Promise<readonly LogLine[] | undefined> =>
  readLog(...of).catch((error: unknown) => {
    if (error instanceof Error && /AccessDenied|Throttl/.test(error.name)) return undefined
    throw error
  })
