import { type IMetric, MathExpression, type MathExpressionProps } from 'aws-cdk-lib/aws-cloudwatch'
import { hasAwsLine } from '../../settings/carriers.ts'
import type { Settings } from '../../settings/schema.ts'
import { partsPerReply } from '../../shared/rules/messages.ts'
import { hasSimLine } from '../../shared/rules/policy.ts'
import { deliveredBy, metricNames, undeliveredBy } from '../../shared/rules/telemetry.ts'
import { times } from './figures.ts'
import { type Counted, day } from './metrics.ts'

/**
 * The share of a day's replies that arrived, or 1 (all is well) if it is the share of fewer than five: one phone that is
 * switched off is no outage. Of two kinds of carrier, the worse share.
 */
export const arrivedShare = (settings: Settings, counted: Counted): IMetric => {
  const [aws, sim] = [shareOf(reported(counted), few), shareOf(handedToSims(counted), few * partsPerReply)]
  if (!hasSimLine(settings)) return aws
  return hasAwsLine(settings) ? daily('IF(sim < aws, sim, aws)', { sim, aws }) : sim
}

/** The share of a day's replies that arrived, as AWS reports them. */
export const arrivedByAws = (counted: Counted, label: string): IMetric => shareOf(reported(counted), 1, label)

/** The share of a day's replies that no phone has reported as not sent. */
export const sentBySims = (counted: Counted, label: string): IMetric => shareOf(handedToSims(counted), 1, label)

const few = 5

/** A count of replies, and of those of them that did not arrive. */
type Counts = { readonly all: IMetric; readonly lost: IMetric }

/** What is missing counts as 0, and nothing is divided by that. */
const shareOf = ({ all, lost }: Counts, least: number, label = 'share that arrived'): IMetric =>
  daily(`IF(all >= ${least}, 1 - FILL(lost, 0) / IF(all > 0, all, 1), 1)`, { all, lost }, label)

/** AWS reports each reply, one way or the other. */
const reported = (counted: Counted): Counts => {
  const [arrived, lost] = [counted(deliveredBy('aws')), counted(undeliveredBy('aws'))]
  return { all: daily('FILL(arrived, 0) + FILL(failed, 0)', { arrived, failed: lost }), lost }
}

/** Not every network tells a phone that a text arrived. Parts are handed over, and phones report replies. */
const handedToSims = (counted: Counted): Counts => {
  const [parts, unsent] = [counted(metricNames.partsHandedOverToSim), counted(undeliveredBy('sim'))]
  const lost = daily(times('FILL(unsent, 0)', partsPerReply), { unsent })
  return { all: daily('FILL(parts, 0)', { parts }), lost }
}

const daily = (expression: string, usingMetrics: NonNullable<MathExpressionProps['usingMetrics']>, label?: string) =>
  new MathExpression({ expression, usingMetrics, period: day, ...(label !== undefined && { label }) })
