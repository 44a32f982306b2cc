import type { CarrierWords } from '../../../cdk/monitoring/alarm.ts'
import type { OperatorLanguage } from '../../../settings/values.ts'

const english: CarrierWords = {
  alarms: {
    'over-budget': {
      first: 'With the budget, raise the spend limit at AWS.',
    },
    'month-ahead': {
      first: "If it is honest use, raise the budget's month and the spend limit, and deploy.",
    },
    'line-refused': {
      means: 'AWS refuses the line or the account: the spend limit, a country, a permission.',
    },
    'many-texts': {
      wait: 'It can wait as long as you can pay: a thousand texts received cost some 7.50 USD, outside all budgets.',
      first: 'Work out what an hour of this costs. Only giving up the number stops it.',
    },
    'delivery-success': {
      means: "Too many of a day's replies were submitted to AWS and did not arrive, as carriers report.",
      first: 'See of which kind they are. Blocked or spam is about the words, unreachable about carriers.',
    },
  },
  arrivedShare: 'share that arrived, as AWS reports',
}

const french: CarrierWords = {
  alarms: {
    'over-budget': {
      first: 'Avec le budget, relevez la limite de dépense chez AWS.',
    },
    'month-ahead': {
      first: 'Si l’usage est normal, relevez le mois et la limite de dépense, puis déployez.',
    },
    'line-refused': {
      means: 'AWS refuse la ligne ou le compte\u00a0: limite de dépense, pays, autorisation.',
    },
    'many-texts': {
      wait: 'Cela peut attendre tant que vous pouvez payer\u00a0: mille SMS reçus coûtent 7,50 USD, hors budget.',
      first: 'Calculez ce que coûte une heure\u202f; seul l’abandon du numéro y met fin.',
    },
    'delivery-success': {
      means: 'AWS\u00a0: trop de réponses du jour ne sont pas arrivées, d’après les opérateurs.',
      first:
        'Voyez pourquoi. «\u00a0blocked\u00a0» ou «\u00a0spam\u00a0»\u00a0: les mots sont en cause\u202f; «\u00a0unreachable\u00a0»\u00a0: les opérateurs.',
    },
  },
  arrivedShare: 'part arrivée, d’après AWS',
}

/** The words of the dashboard and the alarms, in each language that operators can choose. */
export const awsWords: Readonly<Record<OperatorLanguage, CarrierWords>> = { en: english, fr: french }
