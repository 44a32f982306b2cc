import type { CarrierWords } from '../../carrier-monitoring.ts'

export const french: CarrierWords = {
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
  labelSuffix: '',
}
