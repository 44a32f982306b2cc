import type { OperatorLanguage } from '../../../settings/values.ts'

const english = {
  arrivedShare: 'share that arrived, as OVHcloud reports',
  labelSuffix: ', by Time2Chat',
  poll: 'ovh-poll, which fetches texts from OVHcloud',
  creditsLeft: 'Credits left at OVHcloud',
  creditDaysLeft: 'Days for which they last',
  credits: 'credits',
  days: 'days',
}

/** The words of the dashboard and the alarms that only lines of Time2Chat need. */
type OvhWords = typeof english

const french: OvhWords = {
  arrivedShare: 'part arrivée, d’après OVHcloud',
  labelSuffix: ', par Time2Chat',
  poll: 'ovh-poll, qui relève les SMS chez OVHcloud',
  creditsLeft: 'Crédits restants chez OVHcloud',
  creditDaysLeft: 'Jours pour lesquels ils suffisent',
  credits: 'crédits',
  days: 'jours',
}

/** The words of the dashboard and the alarms, in each language that operators can choose. */
export const ovhWords: Readonly<Record<OperatorLanguage, OvhWords>> = { en: english, fr: french }
