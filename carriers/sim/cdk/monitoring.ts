import { besideGraphs, figure, sinceYesterday } from '../../../cdk/monitoring/figure.ts'
import { thisHour, times } from '../../../cdk/monitoring/figures.ts'
import { daily, share } from '../../../cdk/monitoring/share.ts'
import { partsPerReply } from '../../../shared/rules/messages.ts'
import { metricNames, partsSubmittedTo, undeliveredBy } from '../../../shared/rules/telemetry.ts'
import type { CarrierMonitoring } from '../../carrier-monitoring.ts'

export const simMonitoring: CarrierMonitoring = {
  ownAlarms: {
    'phone-offline': {
      words: {
        hurt: 'Whoever gave out the number: texts to it are not seen, and replies wait.',
        means: 'The phone of a SIM line has stopped reporting, or a reply is due and its phone does not report.',
        first: 'Look after the phone: power, network, and whether the httpSMS app still runs.',
      },
      metric: (metricOf) => metricOf(metricNames.phoneOffline),
    },
  },
  alarmWords: {
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
      hurt: 'Of a SIM: whoever texts it once the plan of httpSMS is used up, or while a flood of its public address keeps httpSMS out, for then texts are lost. Receiving costs nothing.',
      means:
        'Of a SIM: requests to its public address count as well that AWS throttled, because too many came at once.',
      first:
        'Of a SIM: see what is left of the plan of httpSMS, and leave it otherwise. If the dashboard shows throttles of sim-webhook, somebody floods its address.',
    },
    'delivery-success': {
      means: 'Of a SIM: too many replies of a day were given to a phone that could not send them.',
      first: 'Of a SIM: see whether it still sends a text by hand, or its operator has suspended it.',
    },
  },
  ownSilentReasons: ['ignored-call'],
  figures: (metricOf) => [
    figure(
      'Phone offline this hour (0: no)',
      thisHour(metricOf(metricNames.phoneOffline), 'times'),
      sinceYesterday,
      besideGraphs,
    ),
  ],
  // Not every network confirms to a phone that a text arrived, so a reply counts as arrived unless its phone reports that it could not send it.
  // Submissions are counted in parts, but phones report on replies.
  arrivedShare: (metricOf, least, label) => {
    const replies = metricOf(undeliveredBy('sim'))
    const parts = metricOf(partsSubmittedTo('sim'))
    const unsent = daily(times('FILL(replies, 0)', partsPerReply), { replies })
    return daily(share('FILL(parts, 0)', 'unsent', least * partsPerReply), { parts, unsent }, label)
  },
  arrivedLabel: 'share that SIMs could send',
  labelSuffix: ', of SIMs',
  advice: (stage) => [
    `The webhook that phones report to for ${stage} is a public address: docs/sim.md says what protects it, and what else a SIM needs.`,
  ],
}
