import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch'
import { type AlarmRow, happens, hoursOfAttempt, lasts } from '../../../cdk/monitoring/alarm.ts'
import type { SmsFunction } from '../../../cdk/sms-function.ts'
import { httpSmsMetricNames } from '../rules.ts'

const phoneOffline: AlarmRow = {
  command: 'npm run doctor --',
  words: {
    en: {
      title: 'Phone offline',
      wait: 'It can wait until the morning if the phone is off, but not if only its app has stopped: then the texts that come are never seen.',
      first: 'Look after the phone: power, network, and whether the httpSMS app still runs.',
      hurt: 'Whoever gave out the number: texts to it are not seen, and no reply leaves.',
      means: 'The phone of a SIM line has stopped reporting, or a reply is due and its phone does not report.',
    },
    fr: {
      title: 'Téléphone hors ligne',
      wait: 'Cela peut attendre le matin si le téléphone est éteint, mais pas si seule son application s’est arrêtée\u00a0: les SMS qui arrivent ne sont alors jamais vus.',
      first: 'Allez voir le téléphone\u00a0: courant, réseau, et si l’application httpSMS tourne encore.',
      hurt: 'La personne qui a donné le numéro\u00a0: les SMS ne nous parviennent plus, et aucune réponse ne part.',
      means:
        'Le téléphone d’une ligne SIM ne donne plus de nouvelles, ou n’en donne pas quand une réponse doit partir.',
    },
  },
  condition: ({ metricOf }) => happens(metricOf(httpSmsMetricNames.phoneOffline), { hours: hoursOfAttempt }),
}

const webhookFailing = (webhook: SmsFunction): AlarmRow => ({
  command: 'npm run ops -- logs --since 1d',
  words: {
    en: {
      title: 'Webhook failing',
      wait: 'It can wait until the morning, but texts to a SIM are lost meanwhile.',
      first: 'Read the error in the log. If requests are throttled, see whether somebody floods the address.',
      hurt: 'Whoever gave out the number of a SIM: some of its texts never get here.',
      means:
        'In at least four minutes of an hour, httpsms-webhook failed, could not read the keys by which it recognises httpSMS, or was asked more often than it may run.',
    },
    fr: {
      title: 'Webhook en échec',
      wait: 'Cela peut attendre le matin, mais des SMS à une SIM se perdent pendant ce temps.',
      first: 'Lisez l’erreur dans le journal. Si des requêtes sont limitées, voyez si l’on attaque l’adresse.',
      hurt: 'La personne qui a donné le numéro d’une SIM\u00a0: des SMS ne nous parviennent jamais.',
      means:
        'Pendant au moins quatre minutes d’une heure, httpsms-webhook a échoué, n’a pas pu lire les clés auxquelles il reconnaît httpSMS, ou a été appelé plus souvent qu’il ne peut tourner.',
    },
  },
  condition: ({ metricOf }) => {
    // Anybody can get a public address throttled: a few a minute are no failure.
    const failures = new MathExpression({
      expression: 'FILL(errors, 0) + FILL(unreadable, 0) + IF(FILL(throttled, 0) > 8, 1, 0)',
      usingMetrics: {
        errors: webhook.function.metricErrors(),
        unreadable: metricOf(httpSmsMetricNames.webhookKeysUnreadable),
        throttled: webhook.function.metricThrottles(),
      },
    })
    return lasts(failures)
  },
})

export const httpSmsAlarms = (webhook: SmsFunction) => ({
  'phone-offline': phoneOffline,
  'webhook-failing': webhookFailing(webhook),
})
