import { Duration } from 'aws-cdk-lib'
import {
  type IMetric,
  MathExpression,
  type MathExpressionProps,
  Metric,
  type MetricOptions,
  SingleValueWidget,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch'
import type { CarrierName } from '../../shared/rules/carriers.ts'
import { deliveredBy, metricNamespace, serviceName, undeliveredBy } from '../../shared/rules/telemetry.ts'

export const minute = Duration.minutes(1)
const fiveMinutes = Duration.minutes(5)
export const hour = Duration.hours(1)
export const day = Duration.days(1)

/** A metric that the functions of a stage count, summed over five minutes unless the options say otherwise. */
export const createMetricOf =
  (stage: string) =>
  (metricName: string, options: MetricOptions = {}): Metric =>
    new Metric({
      namespace: metricNamespace,
      metricName,
      dimensionsMap: { service: serviceName(stage) },
      statistic: Stats.SUM,
      period: fiveMinutes,
      ...options,
    })

export type MetricOf = ReturnType<typeof createMetricOf>

type Metrics = NonNullable<MathExpressionProps['usingMetrics']>

/** Where a widget of this month starts: every day since the first must be in it, 31 days back at most. */
export const sinceLastMonth = '-P32D'

/** The sum of metrics, some of which may have no data: a metric doesn't exist before it is first counted. */
export const sumOf = (usingMetrics: Metrics, label: string, period = fiveMinutes) =>
  new MathExpression({ expression: `SUM([${Object.keys(usingMetrics).join(', ')}])`, usingMetrics, label, period })

/**
 * The metric with 0 in place of missing data. For an alarm, CloudWatch puts older data in the place of what is missing
 * (user guide, alarms and missing data): as its window slides, one that had ended would ring again.
 */
export const filled = (counted: IMetric, period: Duration): MathExpression =>
  new MathExpression({ expression: 'FILL(counted, 0)', usingMetrics: { counted }, label: '', period })

/** The day so far (UTC), multiplied by `factor`; 0 without data. */
export const today = (counted: IMetric, label: string, factor = 1): MathExpression =>
  new MathExpression({ expression: times('FILL(counted, 0)', factor), usingMetrics: { counted }, label, period: day })

/** The value of this hour, by the statistic of the metric; 0 without data. */
export const thisHour = (counted: IMetric, label: string): MathExpression =>
  new MathExpression({ expression: 'FILL(counted, 0)', usingMetrics: { counted }, label, period: hour })

/** The month so far (UTC), times `factor`; negative and meaningless before the first of the month that it sees. */
export const thisMonth = (counted: IMetric, label: string, factor = 1): MathExpression => {
  const daily = new MathExpression({ expression: 'FILL(counted, 0)', usingMetrics: { counted }, period: day })
  const total = new MathExpression({ expression: 'RUNNING_SUM(daily)', usingMetrics: { daily }, period: day })
  return new MathExpression({
    expression: times('(total - MAX(IF(DATE(daily) == 1, total - daily, 0)))', factor),
    usingMetrics: { daily, total },
    label,
    period: day,
  })
}

/** The days of the widget's range, added up. A widget with several needs an id for each. */
export const inRange = (id: string, counted: IMetric, label: string): MathExpression =>
  new MathExpression({ expression: `RUNNING_SUM(FILL(${id}, 0))`, usingMetrics: { [id]: counted }, label, period: day })

/** Minutes since the metric was last above 0; no data if it never was in the widget's range. */
export const minutesSince = (counted: IMetric, label: string): MathExpression =>
  new MathExpression({
    expression: '(EPOCH(counted) - MAX(IF(counted > 0, EPOCH(counted)))) / 60',
    usingMetrics: { counted },
    label,
    period: minute,
  })

/** Multiplies by a factor of six significant digits: no price has more, and more would be noise. */
const times = (expression: string, factor: number): string =>
  factor === 1 ? expression : `${expression} * ${Number(factor.toPrecision(6))}`

/** A share: of which time, and the metric math of `all` and of what is `lost`, both without missing data. */
export type Share = { readonly period: Duration; readonly of: (all: string, lost: string) => string }

/** The share of a day. Nothing is divided by zero. */
export const ofDay: Share = { period: day, of: (all, lost) => `1 - ${lost} / IF(${all} > 0, ${all}, 1)` }

/**
 * The share of three days, or 1 unless many are lost, or most of a few: 5 to 10 % always are. A number with a text a
 * day of which nothing arrives rings after two or three days.
 */
export const ofThreeDays: Share = {
  period: Duration.days(3),
  of: (all, lost) =>
    `IF(${lost} >= 10, ${ofDay.of(all, lost)}, IF(${lost} >= 3, IF(2 * ${lost} > ${all}, ${ofDay.of(all, lost)}, 1), 1))`,
}

/** The share of replies that arrived, of those reported on. Ids hold the carrier: one graph draws all shares. */
export const reportedShare = (carrier: CarrierName, metricOf: MetricOf, share: Share, label: string) => {
  const [arrived, lost] = [`${carrier}Arrived`, `${carrier}Lost`]
  const metrics = { [arrived]: metricOf(deliveredBy(carrier)), [lost]: metricOf(undeliveredBy(carrier)) }
  return shareOf(share, `(FILL(${arrived}, 0) + FILL(${lost}, 0))`, `FILL(${lost}, 0)`, metrics, label)
}

export const shareOf = ({ period, of }: Share, all: string, lost: string, usingMetrics: Metrics, label: string) =>
  new MathExpression({ expression: of(all, lost), usingMetrics, period, label })

/** Where a widget of today starts: CloudWatch returns a whole period only if it lies within the range. */
export const sinceYesterday = '-P2D'

export const besideGraphs = { width: 5, height: 6 }

type Figures = IMetric | IMetric[]

export const figure = (title: string, figures: Figures, start = sinceYesterday, size = { width: 4, height: 4 }) =>
  new SingleValueWidget({ title, metrics: [figures].flat(), start, ...size })
