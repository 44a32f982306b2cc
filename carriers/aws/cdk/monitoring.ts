import { daily, share } from '../../../cdk/monitoring/metrics.ts'
import { deliveredBy, undeliveredBy } from '../../../shared/rules/telemetry.ts'
import type { CarrierMonitoring } from '../../carrier-monitoring.ts'
import { adviceOnNumbers } from './advice.ts'
import { english } from './english.ts'
import { french } from './french.ts'

export const awsMonitoring: CarrierMonitoring = {
  words: { en: english, fr: french },
  ownAlarms: {},
  ownSilentReasons: [],
  figures: () => [],
  // AWS reports about each reply, whether it was delivered or not.
  arrivedShare: (metricOf, least, label) => {
    const [arrived, lost] = [metricOf(deliveredBy('aws')), metricOf(undeliveredBy('aws'))]
    const reported = daily('FILL(arrived, 0) + FILL(lost, 0)', { arrived, lost }, label)
    return daily(share('reported', 'lost', least), { reported, lost }, label)
  },
  advice: adviceOnNumbers,
}
