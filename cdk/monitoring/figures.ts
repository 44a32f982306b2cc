import { Duration } from 'aws-cdk-lib'
import { type IMetric, MathExpression, type MathExpressionProps } from 'aws-cdk-lib/aws-cloudwatch'

import { day, fiveMinutes, hour } from './metrics.ts'

/** Where a widget must begin that shows this month: every day since the first counts, which is 31 days back at the most. */
export const sinceLastMonth = '-P32D'

/** The sum of metrics, also while some have no data: what never happened has no metric yet. */
export const sumOf = (
  usingMetrics: MathExpressionProps['usingMetrics'],
  label: string,
  period = fiveMinutes,
): MathExpression =>
  new MathExpression({
    expression: `SUM([${Object.keys(usingMetrics ?? {}).join(', ')}])`,
    usingMetrics: usingMetrics ?? {},
    label,
    period,
  })

/** The day so far (UTC), in units of `factor`; 0 without data. */
export const today = (counted: IMetric, label: string, factor = 1): MathExpression =>
  new MathExpression({ expression: times('FILL(counted, 0)', factor), usingMetrics: { counted }, label, period: day })

/** The highest value of this hour; 0 without data. */
export const thisHour = (counted: IMetric, label: string): MathExpression =>
  new MathExpression({ expression: 'FILL(counted, 0)', usingMetrics: { counted }, label, period: hour })

/**
 * The month so far (UTC), in units of `factor`: the running sum of the days, less what it was when the month began.
 * That is the highest of all such sums, since it only grows. For the days before, the figure is no count, but negative.
 */
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

/** Minutes since the metric was last above 0; nothing if it never was in the widget's range. */
export const minutesSince = (counted: IMetric, label: string): MathExpression =>
  new MathExpression({
    expression: '(EPOCH(counted) - MAX(IF(counted > 0, EPOCH(counted)))) / 60',
    usingMetrics: { counted },
    label,
    period: Duration.minutes(1),
  })

/** Six digits: no price has more, and more would show the noise of floating point. */
export const times = (expression: string, factor: number): string =>
  factor === 1 ? expression : `${expression} * ${Number(factor.toPrecision(6))}`
