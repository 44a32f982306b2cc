import { type AlarmRow, happens, hoursOfAttempt } from '../../../cdk/monitoring/alarm.ts'
import { ovhMetricNames } from '../lambda/credits.ts'

export const creditsLow: AlarmRow = {
  command: 'npm run ops -- status',
  words: {
    en: {
      title: 'Credits low',
      wait: 'It can wait until the morning: without credits, replies are kept for most of a day.',
      first: "Buy credits in OVHcloud's control panel. If a siege uses them up, less is enough: the budget bounds it.",
      hurt: 'Nobody yet: replies go out as always.',
      means:
        'The credits at OVHcloud last for less than a week at the rate of the last one, or for fewer than 25 replies.',
    },
    fr: {
      title: 'Crédits bas',
      wait: 'Cela peut attendre le matin\u00a0: sans crédits, les réponses sont gardées presque un jour.',
      first:
        'Achetez des crédits dans l’espace client d’OVHcloud. Si c’est un siège qui les consomme, achetez-en peu\u00a0: le budget limite ce qu’il coûte.',
      hurt: 'Personne encore\u00a0: les réponses partent comme d’habitude.',
      means:
        'Les crédits chez OVHcloud suffisent pour moins d’une semaine au rythme de la dernière, ou pour moins de 25 réponses.',
    },
  },
  condition: ({ metricOf }) => happens(metricOf(ovhMetricNames.creditsLow), { hours: hoursOfAttempt }),
}
