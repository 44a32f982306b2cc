import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch'
import { type AlarmRow, happens, hoursOfAttempt, isSilent } from '../../../cdk/monitoring/alarm.ts'
import type { SmsFunction } from '../../../cdk/sms-function.ts'
import { ovhMetricNames } from '../lambda/credits.ts'

const creditsLow: AlarmRow = {
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

/** Rings if the function isn't called: a schedule that is disabled or gone makes no error anywhere. */
const pollsStopped = (poll: SmsFunction): AlarmRow => ({
  command: 'npm run doctor --',
  words: {
    en: {
      title: 'Polls stopped',
      wait: 'It can wait until the morning, but not for a day: then OVHcloud answers by itself, and our replies come too late.',
      first: 'Run doctor: it says what is wrong with the schedule, and the command that mends it.',
      hurt: 'Whoever texts a number of Time2Chat: no text comes in.',
      means: 'For a quarter of an hour, the function that fetches texts has not been called, or failed each time.',
    },
    fr: {
      title: 'Relève arrêtée',
      wait: 'Cela peut attendre le matin, mais pas un jour\u00a0: OVHcloud répond alors de lui-même, et nos réponses viennent trop tard.',
      first: 'Voyez ce qui ne va pas avec la planification, et la commande qui la répare.',
      hurt: 'Quiconque écrit à un numéro Time2Chat\u00a0: aucun SMS n’arrive.',
      means: 'Depuis un quart d’heure, la fonction qui relève les SMS n’a pas été appelée, ou a échoué chaque fois.',
    },
  },
  // Without any data, its expression is 0, which would fill the time.
  warmUpHours: 1,
  condition: () => {
    const usingMetrics = { invoked: poll.function.metricInvocations(), failed: poll.function.metricErrors() }
    return isSilent(new MathExpression({ expression: 'invoked - FILL(failed, 0)', usingMetrics }))
  },
})

export const ovhAlarms = (poll: SmsFunction) => ({
  'credits-low': creditsLow,
  'polls-stopped': pollsStopped(poll),
})
