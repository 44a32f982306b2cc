import type { CarrierWords } from '../../../cdk/monitoring/alarm.ts'
import type { OperatorLanguage } from '../../../settings/values.ts'

const english = {
  alarms: {
    'over-budget': {
      first: 'Of a SIM: rather add a line, since a larger budget risks its contract.',
    },
    'month-ahead': {
      first:
        'Of a SIM: if many call, have it ignore calls; if it is honest use, raise the month within what its operator bears, or add a line.',
    },
    'line-refused': {
      means: 'httpSMS refuses: its key, its plan, or the phone is unknown to it.',
    },
    'malformed-texts': {
      means: 'Of a SIM: httpSMS has changed it, or its app encrypts texts.',
    },
    'function-errors': {
      wait: 'Of a SIM: not if httpsms-webhook fails, since texts are lost meanwhile.',
      means: 'Or the keys of httpSMS could not be read: then every text to a SIM is refused.',
      first: 'A flood of the webhook can, too, unless httpSms.webhookConcurrency bounds it.',
    },
    'many-texts': {
      wait: 'Of a SIM: it can wait until the morning, but texts are lost if the plan of httpSMS is used up.',
      first: 'Of a SIM: see what is left of the plan, and whether httpsms-webhook is throttled.',
    },
    'delivery-success': {
      means: 'Of a SIM: its phone could not send too many of the replies of a day.',
      first: 'Of a SIM: see whether it still sends a text by hand, or its operator has suspended it.',
    },
  } satisfies CarrierWords['alarms'],
  phoneOffline: {
    wait: 'It can wait until the morning if the phone is off, but not if only its app has stopped: then the texts that come are never seen.',
    hurt: 'Whoever gave out the number: texts to it are not seen, and replies wait.',
    means: 'The phone of a SIM line has stopped reporting, or a reply is due and its phone does not report.',
    first: 'Look after the phone: power, network, and whether the httpSMS app still runs.',
  },
  arrivedShare: 'share that SIMs could send',
  labelSuffix: ', of SIMs',
  offlineThisHour: 'Phone offline this hour (0: no)',
  times: 'times',
  webhook: 'httpsms-webhook, which hears from phones',
  refused: 'Requests that are refused',
  unknown: 'Events that are not known',
  unreadable: 'Times that keys could not be read',
}

/** The words of the dashboard and the alarms that only lines with a SIM need. */
type HttpSmsWords = typeof english

const french: HttpSmsWords = {
  alarms: {
    'over-budget': {
      first: 'Carte SIM\u00a0: ajoutez plutôt une ligne, car un plus grand budget met le contrat en danger.',
    },
    'month-ahead': {
      first:
        'Carte SIM\u00a0: si les appels sont nombreux, ignorez-les\u202f; si l’usage est normal, relevez le mois si l’opérateur le tolère, ou ajoutez une ligne.',
    },
    'line-refused': {
      means: 'httpSMS refuse\u00a0: clé, offre épuisée, ou téléphone qu’il ne connaît pas.',
    },
    'malformed-texts': {
      means: 'Carte SIM\u00a0: httpSMS a changé de format, ou son application chiffre les SMS.',
    },
    'function-errors': {
      wait: 'Carte SIM\u00a0: pas si httpsms-webhook échoue, car des SMS se perdent.',
      means:
        'Ou les clés auxquelles nous reconnaissons httpSMS n’ont pas pu être lues\u00a0: tout SMS à une SIM est alors refusé.',
      first: 'Ce peut être une attaque du webhook, si httpSms.webhookConcurrency ne la limite pas.',
    },
    'many-texts': {
      wait: 'Carte SIM\u00a0: cela peut attendre le matin, mais des SMS se perdent si l’offre de httpSMS est épuisée.',
      first: 'Carte SIM\u00a0: voyez l’offre, et si httpsms-webhook est limité.',
    },
    'delivery-success': {
      means: 'Carte SIM\u00a0: trop de réponses du jour n’ont pas pu partir du téléphone.',
      first: 'Carte SIM\u00a0: voyez si elle envoie encore un SMS, ou si l’opérateur l’a suspendue.',
    },
  },
  phoneOffline: {
    wait: 'Cela peut attendre le matin si le téléphone est éteint, mais pas si seule son application s’est arrêtée\u00a0: les SMS qui arrivent ne sont alors jamais vus.',
    hurt: 'La personne qui a donné le numéro\u00a0: les SMS ne nous parviennent plus, et les réponses attendent.',
    means: 'Le téléphone d’une ligne SIM ne donne plus de nouvelles, ou n’en donne pas quand une réponse doit partir.',
    first: 'Allez voir le téléphone\u00a0: courant, réseau, et si l’application httpSMS tourne encore.',
  },
  arrivedShare: 'part que les SIM ont pu envoyer',
  labelSuffix: ', par SIM',
  offlineThisHour: 'Téléphone hors ligne cette heure-ci (0\u00a0: non)',
  times: 'fois',
  webhook: 'httpsms-webhook, qui écoute les téléphones',
  refused: 'Requêtes refusées',
  unknown: 'Événements inconnus',
  unreadable: 'Lectures des clés qui ont échoué',
}

/** The words of the dashboard and the alarms, in each language that operators can choose. */
export const httpSmsWords: Readonly<Record<OperatorLanguage, HttpSmsWords>> = { en: english, fr: french }
