import { besideGraphs, daily, figure, share, sinceYesterday, thisHour, times } from '../../../cdk/monitoring/metrics.ts'
import { operatorLanguageOf } from '../../../settings/values.ts'
import { partsPerReply } from '../../../shared/rules/messages.ts'
import { partsSubmittedTo, undeliveredBy } from '../../../shared/rules/telemetry.ts'
import type { CarrierMonitoring } from '../../carrier-monitoring.ts'
import { simMetricNames } from '../traits.ts'
import { simWords } from './translations.ts'

export const simMonitoring: CarrierMonitoring = {
  words: simWords,
  ownAlarms: {
    'phone-offline': {
      words: { en: simWords.en.phoneOffline, fr: simWords.fr.phoneOffline },
      metric: (metricOf) => metricOf(simMetricNames.phoneOffline),
    },
  },
  ownSilentReasons: ['ignored-call'],
  figures: (metricOf, settings) => {
    const { offlineThisHour, times } = simWords[operatorLanguageOf(settings)]
    const offline = thisHour(metricOf(simMetricNames.phoneOffline), times)
    return [figure(offlineThisHour, offline, sinceYesterday, besideGraphs)]
  },
  // Not every network confirms to a phone that a text arrived, so a reply counts as arrived unless its phone reports that it
  // could not send it. Submissions are counted in parts, but phones report on replies.
  arrivedShare: (metricOf, least, label) => {
    const replies = metricOf(undeliveredBy('sim'))
    const parts = metricOf(partsSubmittedTo('sim'))
    const unsent = daily(times('FILL(replies, 0)', partsPerReply), { replies }, label)
    return daily(share('FILL(parts, 0)', 'unsent', least * partsPerReply), { parts, unsent }, label)
  },
  advice: (stage) => [
    `The webhook that phones report to for ${stage} is a public address: docs/sim.md says what protects it, and what else a SIM needs.`,
  ],
}
