import { daily, share } from '../../../cdk/monitoring/share.ts'
import { deliveredBy, undeliveredBy } from '../../../shared/rules/telemetry.ts'
import type { CarrierMonitoring } from '../../carrier-monitoring.ts'
import { adviceOnNumbers } from './advice.ts'

export const awsMonitoring: CarrierMonitoring = {
  ownAlarms: {},
  alarmWords: {
    'over-budget': {
      first: 'See whether it is a flood (then leave it) or honest use (then raise the budget and the spend limit).',
    },
    'month-ahead': {
      first: "If it is honest use, raise the budget's month and the spend limit, and deploy.",
    },
    'line-refused': {
      means: 'AWS refuses the line or the account: the sandbox, the spend limit, the price, a country, a permission.',
    },
    'many-texts': {
      hurt: 'Whoever pays: receiving a text costs money too, and no budget bounds it.',
      first: 'Work out what an hour of this costs. Only giving up the number stops it.',
    },
    'delivery-success': {
      means: "Too many of a day's replies were submitted to AWS and did not arrive, as carriers report.",
      first:
        'Run npm run ops -- status: it says of which kind they are. Blocked or spam is about the words, unreachable about carriers.',
    },
  },
  ownSilentReasons: [],
  figures: () => [],
  // AWS reports each reply, one way or the other.
  arrivedShare: (metricOf, least, label) => {
    const [arrived, lost] = [metricOf(deliveredBy('aws')), metricOf(undeliveredBy('aws'))]
    const reported = daily('FILL(arrived, 0) + FILL(lost, 0)', { arrived, lost })
    return daily(share('reported', 'lost', least), { reported, lost }, label)
  },
  arrivedLabel: 'share that arrived, as AWS reports',
  labelSuffix: '',
  advice: adviceOnNumbers,
}
