import type { WhatsAppWords } from './english.ts'

export const french: WhatsAppWords = {
  alarms: {
    'over-budget': {
      first:
        'Sur WhatsApp\u00a0: la règle du siège tient tête à une inondation\u202f; si l’usage est de bonne foi, relever le budget.',
    },
    'month-ahead': {
      first: 'Sur WhatsApp\u00a0: si l’usage est de bonne foi, relever le mois et déployer.',
    },
    'line-refused': {
      means: 'Sur WhatsApp\u00a0: AWS ou Meta refuse le compte, le numéro ou une autorisation.',
    },
    'malformed-texts': {
      means: 'Sur WhatsApp\u00a0: Meta ou AWS a changé les événements.',
    },
    'many-texts': {
      hurt: 'Qui paie WhatsApp\u00a0: AWS prend une commission sur chaque message reçu, et aucun budget ne la borne.',
      first: 'Sur WhatsApp\u00a0: il n’y a d’autre remède que de retirer le numéro de WhatsApp.',
    },
    'delivery-success': {
      means: 'Sur WhatsApp\u00a0: trop de réponses du jour ne sont pas arrivées, d’après Meta.',
      first: 'Sur WhatsApp\u00a0: lancer npm run ops -- doctor, qui montre la note de qualité de chaque numéro.',
    },
  },
  arrivedShare: 'part arrivée, d’après WhatsApp',
  labelSuffix: ', sur WhatsApp',
  repliesToday: (currency) => `Réponses sur WhatsApp aujourd’hui, ${currency}`,
  repliesThisMonth: (currency) => `Réponses sur WhatsApp ce mois-ci, ${currency}`,
  receivedThisMonth: (currency) => `Messages reçus sur WhatsApp ce mois-ci, ${currency}`,
}
