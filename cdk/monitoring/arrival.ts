import { type IMetric, MathExpression, type MathExpressionProps } from 'aws-cdk-lib/aws-cloudwatch'
import { hasAwsLine } from '../../settings/carriers.ts'
import type { Settings } from '../../settings/schema.ts'
import { partsPerReply } from '../../shared/rules/messages.ts'
import { hasSimLine } from '../../shared/rules/policy.ts'
import { metricNames } from '../../shared/rules/telemetry.ts'
import { times } from './figures.ts'
import { type Counted, day, deliveredShare } from './metrics.ts'

/**
 * The share of a day's SMS that arrived, or 1 (all is well) if it is the share of fewer than five: one phone that is
 * switched off is no outage. Of two kinds of carrier, the worse share.
 */
export const arrivedShare = (settings: Settings, counted: Counted): IMetric => {
  if (!hasSimLine(settings)) return shareOfAws()
  const sim = shareOfSims(counted)
  // A carrier that has sent nothing has no data: filled, nothing depends on what metric math makes of that.
  return hasAwsLine(settings)
    ? daily('IF(sim < aws, sim, aws)', { sim, aws: shareOfAws('FILL(count, 0)', 'FILL(share, 1)') })
    : sim
}

/** The share of a day's replies that no phone has reported as not sent; nothing if there were none. */
export const sentBySims = (counted: Counted, label: string): IMetric =>
  daily(sentOf('parts'), handedToSims(counted), label)

const few = 5

const shareOfAws = (count = 'count', share = 'share'): IMetric =>
  daily(`IF(${count} >= ${few}, ${share}, 1)`, {
    share: deliveredShare({ period: day }),
    count: deliveredShare({ period: day, statistic: 'SampleCount' }),
  })

const shareOfSims = (counted: Counted): IMetric =>
  daily(`IF(FILL(parts, 0) >= ${few * partsPerReply}, ${sentOf('FILL(parts, 1)')}, 1)`, handedToSims(counted))

/** Parts are handed over, and phones report replies. */
const sentOf = (parts: string): string => `1 - ${times('FILL(unsent, 0)', partsPerReply)} / ${parts}`

const handedToSims = (counted: Counted) => ({
  parts: counted(metricNames.partsHandedOverToSim),
  unsent: counted(metricNames.repliesUndelivered),
})

const daily = (expression: string, usingMetrics: MathExpressionProps['usingMetrics'], label = 'share that arrived') =>
  new MathExpression({ expression, usingMetrics: usingMetrics ?? {}, label, period: day })
