import type { CarrierWords } from '../../cdk/monitoring/alarm.ts'
import type { OperatorLanguage } from '../../settings/values.ts'

const english: CarrierWords = {
  alarms: {
    'over-budget': {
      first: 'See whether it is a flood (then leave it) or honest use (then raise the budget and the spend limit).',
    },
    'month-ahead': {
      first: "If it is honest use, raise the budget's month and the spend limit, and deploy.",
    },
    'line-refused': {
      means: 'AWS refuses the line or the account: the spend limit, a country, a permission.',
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
}

const french: CarrierWords = {
  alarms: {
    'over-budget': {
      first:
        'Voyez si c’est une attaque (ne faites rien) ou un usage normal (relevez le budget et la limite de dépense).',
    },
    'month-ahead': {
      first: 'Si l’usage est normal, relevez le mois et la limite de dépense, puis déployez.',
    },
    'line-refused': {
      means: 'AWS refuse la ligne ou le compte\u00a0: limite de dépense, pays, autorisation.',
    },
    'many-texts': {
      hurt: 'La personne qui paie\u00a0: recevoir un SMS coûte aussi, et aucun budget ne limite cette dépense.',
      first: 'Calculez ce que coûte une heure à ce rythme\u202f; seul l’abandon du numéro y met fin.',
    },
    'delivery-success': {
      means: 'AWS\u00a0: trop de réponses du jour ne sont pas arrivées, d’après les opérateurs.',
      first:
        'Lancez npm run ops -- status, qui dit pourquoi. «\u00a0blocked\u00a0» ou «\u00a0spam\u00a0»\u00a0: les mots sont en cause\u202f; «\u00a0unreachable\u00a0»\u00a0: les opérateurs.',
    },
  },
  arrivedShare: 'part arrivée, d’après AWS',
}

/** The words of the dashboard and the alarms, in each language that operators can choose. */
export const awsWords: Readonly<Record<OperatorLanguage, CarrierWords>> = { en: english, fr: french }
