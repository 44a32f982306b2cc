import type { CarrierWords } from '../../cdk/monitoring/alarm.ts'
import type { OperatorLanguage } from '../../settings/values.ts'

const english = {
  alarms: {
    'over-budget': {
      first: 'Of a SIM: leave the budget, since a larger one risks its contract; if it is honest use, add a line.',
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
      hurt: 'But a text to a SIM has no answer if httpSMS fails twice to tell us of it.',
      means: 'Or the keys by which we know httpSMS could not be read: then every text to a SIM is refused.',
      first: 'A flood of the webhook can, too, unless httpSms.webhookConcurrency in the settings bounds it.',
    },
    'many-texts': {
      hurt: 'Of a SIM: receiving costs nothing, but texts are lost once the plan of httpSMS is used up, or while a flood of its public address keeps httpSMS out.',
      first:
        'Of a SIM: see what is left of the plan of httpSMS, and leave it otherwise. If the dashboard shows throttles of httpsms-webhook, somebody floods its address.',
    },
    'delivery-success': {
      means: 'Of a SIM: too many replies of a day were given to a phone that could not send them.',
      first: 'Of a SIM: see whether it still sends a text by hand, or its operator has suspended it.',
    },
  } satisfies CarrierWords['alarms'],
  phoneOffline: {
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
      first:
        'Carte SIM\u00a0: laissez le budget tel quel, car un plus grand met le contrat en danger\u202f; si l’usage est normal, ajoutez une ligne.',
    },
    'month-ahead': {
      first:
        'Carte SIM\u00a0: si les appels sont nombreux, ignorez-les\u202f; si l’usage est normal, relevez le mois dans ce que tolère l’opérateur, ou ajoutez une ligne.',
    },
    'line-refused': {
      means: 'httpSMS refuse\u00a0: clé, offre épuisée, ou téléphone qu’il ne connaît pas.',
    },
    'malformed-texts': {
      means: 'Carte SIM\u00a0: httpSMS a changé de format, ou son application chiffre les SMS.',
    },
    'function-errors': {
      hurt: 'Mais un SMS à une carte SIM reste sans réponse si httpSMS échoue deux fois à nous l’annoncer.',
      means:
        'Ou les clés auxquelles nous reconnaissons httpSMS n’ont pas pu être lues\u00a0: tout SMS à une SIM est alors refusé.',
      first: 'Ce peut être une attaque du webhook, si httpSms.webhookConcurrency ne la limite pas.',
    },
    'many-texts': {
      hurt: 'Carte SIM\u00a0: recevoir ne coûte rien, mais des SMS se perdent quand l’offre de httpSMS est épuisée, ou tant qu’une attaque de l’adresse publique empêche httpSMS de passer.',
      first:
        'Carte SIM\u00a0: voyez ce qui reste de l’offre de httpSMS. Si le tableau de bord montre des limitations de httpsms-webhook, quelqu’un attaque son adresse.',
    },
    'delivery-success': {
      means: 'Carte SIM\u00a0: trop de réponses du jour ont été confiées à un téléphone qui n’a pas pu les envoyer.',
      first: 'Carte SIM\u00a0: voyez si elle envoie encore un SMS à la main, ou si son opérateur l’a suspendue.',
    },
  },
  phoneOffline: {
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
