import type { OperatorLanguage } from '../../../settings/values.ts'

const english = {
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
