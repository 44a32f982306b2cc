import type { CarrierWords } from '../../carrier-monitoring.ts'

export const english: CarrierWords = {
  alarms: {
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
  arrivedShare: 'share that arrived, as AWS reports',
  labelSuffix: '',
}
