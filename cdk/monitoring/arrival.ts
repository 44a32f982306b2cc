import { type IMetric, MathExpression, type MathExpressionProps } from 'aws-cdk-lib/aws-cloudwatch'

import { hasAwsLine } from '../../carriers/aws/settings/lines.ts'
import { hasSimLine } from '../../carriers/sim/rules/line.ts'
import type { Settings } from '../../settings/schema.ts'
import { partsPerReply } from '../../shared/rules/messages.ts'
import { deliveredBy, partsSubmittedTo, undeliveredBy } from '../../shared/rules/telemetry.ts'
import { times } from './figures.ts'
import { day, type MetricOf } from './metrics.ts'

/**
 * The share of a day's replies that arrived, or 1 (all is well) if it is the share of fewer than five: one phone that is
 * switched off is no outage. Of two kinds of carrier, the worse share.
 */
export const arrivedShare = (settings: Settings, metricOf: MetricOf): IMetric => {
  const [aws, sim] = [ofAws(metricOf, few), ofSims(metricOf, few * partsPerReply)]
  if (!hasSimLine(settings)) return aws
  return hasAwsLine(settings) ? daily('IF(sim < aws, sim, aws)', { sim, aws }) : sim
}

const few = 5

/** The share of a day's replies that arrived: AWS reports each, one way or the other. With fewer than `least` it is 1, as all shares are. */
export const ofAws = (metricOf: MetricOf, least: number, label?: string): IMetric => {
  const [arrived, lost] = [metricOf(deliveredBy('aws')), metricOf(undeliveredBy('aws'))]
  const reported = daily('FILL(arrived, 0) + FILL(lost, 0)', { arrived, lost })
  return daily(share('reported', 'lost', least), { reported, lost }, label)
}

/** The share of a day's replies that no phone has reported as not sent: not every network tells a phone that a text arrived. */
export const ofSims = (metricOf: MetricOf, leastParts: number, label?: string): IMetric => {
  // Parts are submitted, and phones report replies.
  const replies = metricOf(undeliveredBy('sim'))
  const [parts, unsent] = [
    metricOf(partsSubmittedTo('sim')),
    daily(times('FILL(replies, 0)', partsPerReply), { replies }),
  ]
  return daily(share('FILL(parts, 0)', 'unsent', leastParts), { parts, unsent }, label)
}

/** What is missing counts as nothing, and nothing is divided by that. */
const share = (all: string, lost: string, least: number): string =>
  `IF(${all} >= ${least}, 1 - FILL(${lost}, 0) / IF(${all} > 0, ${all}, 1), 1)`

const daily = (
  expression: string,
  usingMetrics: NonNullable<MathExpressionProps['usingMetrics']>,
  label = 'share that arrived',
) => new MathExpression({ expression, usingMetrics, period: day, label })
