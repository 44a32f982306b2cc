import type { OperatorLanguage } from '../../settings/values.ts'
import type { CarrierWords } from '../cdk.ts'

const english: CarrierWords = {
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
}

const french: CarrierWords = {
  alarms: {
    'over-budget': {
      first:
        'Voir si c’est une inondation (ne rien faire) ou un usage de bonne foi (relever le budget et la limite de dépenses).',
    },
    'month-ahead': {
      first: 'Si l’usage est de bonne foi, relever le mois et la limite de dépenses, puis déployer.',
    },
    'line-refused': {
      means: 'AWS refuse la ligne ou le compte\u00a0: bac à sable, limite de dépenses, prix, pays, autorisation.',
    },
    'many-texts': {
      hurt: 'Qui paie\u00a0: recevoir un SMS coûte aussi, et aucun budget ne le borne.',
      first: 'Calculer ce que coûte une heure de cela. Seul l’abandon du numéro y met fin.',
    },
    'delivery-success': {
      means: 'Trop de réponses du jour, remises à AWS, ne sont pas arrivées, d’après les opérateurs.',
      first:
        'Lancer npm run ops -- status\u00a0: il dit de quelle sorte elles sont. «\u00a0blocked\u00a0» ou «\u00a0spam\u00a0» tient aux mots, «\u00a0unreachable\u00a0» aux opérateurs.',
    },
  },
  arrivedShare: 'part arrivée, d’après AWS',
}

/** The words of the dashboard and the alarms, in each language that operators can choose. */
export const awsWords: Readonly<Record<OperatorLanguage, CarrierWords>> = { en: english, fr: french }
