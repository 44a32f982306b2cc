import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch'

import { carrierMonitoring } from '../../carriers/cdk.ts'
import type { CarrierName } from '../../carriers/registry.ts'
import { carriersOf } from '../../settings/lines.ts'
import type { Settings } from '../../settings/schema.ts'
import type { MetricOf } from './metrics.ts'
import { daily } from './share.ts'
import { wordsOf } from './words/words.ts'

/** With fewer replies than this in a day, the share counts as 1, because one phone that is switched off is not an outage. */
const least = 5

/** The share of a day's replies that arrived. With several carriers, it is the lowest of their shares. */
export const arrivedShare = (settings: Settings, metricOf: MetricOf): IMetric => {
  const label = wordsOf(settings).labels.arrivedShare
  const shareOf = (carrier: CarrierName) => carrierMonitoring[carrier].arrivedShare(metricOf, least, label)
  const [first = 'aws', ...others] = carriersOf(settings)
  return others.reduce<IMetric>((worst, carrier, i) => {
    const soFar = i === 0 ? first : `worst${i}`
    const shares = [
      [carrier, shareOf(carrier)],
      [soFar, worst],
    ]
    return daily(`IF(${carrier} < ${soFar}, ${carrier}, ${soFar})`, Object.fromEntries(shares), label)
  }, shareOf(first))
}
