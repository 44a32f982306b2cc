import type { CarrierOperations, CarrierStatus } from '../../../ops/carrier.ts'
import { tried } from '../../../ops/checks/check.ts'
import { countBy, readMetrics } from '../../../ops/cloudwatch.ts'
import type { Deployment } from '../../../ops/deployment.ts'
import { momentOf } from '../../../ops/words.ts'
import { httpSmsLinesOf } from '../../../settings/lines/httpsms.ts'
import { billsParts, carriersOf } from '../../../shared/rules/carriers.ts'
import { hour, minute } from '../../../shared/rules/timing.ts'
import { httpSmsMetricNames } from '../telemetry.ts'
import { attachHttpSms } from './attach.ts'
import { checkHttpSmsLines } from './checks.ts'
import { httpSmsWordsFor } from './reasons.ts'
import { httpSmsOutputsOf } from './stack.ts'

/** When a SIM line's phone was first found offline in the last hour (ISO 8601); null if none was. */
const phoneStatus = async (deployment: Deployment): Promise<CarrierStatus> => {
  const phoneMissedSince = await findMissedPhone(deployment)
  return {
    rows: httpSmsLinesOf(deployment.settings).length > 0 ? [['Phones', wordsFor(phoneMissedSince)]] : [],
    fields: { phoneMissedSince },
  }
}

const findMissedPhone = async (deployment: Deployment): Promise<string | null> => {
  if (httpSmsLinesOf(deployment.settings).length === 0) return null
  const wanted = { missed: countBy(deployment, httpSmsMetricNames.phoneOffline) }
  const { missed } = await readMetrics(deployment, wanted, deployment.now() - hour, 5 * minute)
  const first = missed.find(({ value }) => value > 0)
  return first === undefined ? null : new Date(first.time).toISOString()
}

const wordsFor = (missedSince: string | null): string =>
  missedSince === null
    ? 'none was missed in the last hour'
    : `one was MISSED in the last hour, first at ${momentOf(missedSince)}: see doctor`

const floodable =
  '; a flood of requests to the webhook can use up all of it, unless httpSms.webhookConcurrency bounds that'

export const httpSmsOperations: CarrierOperations = {
  wordsFor: httpSmsWordsFor,
  attach: attachHttpSms,
  attachHelp: [
    'Of a number with a SIM, if settings say so, the phone runs httpSMS, whose API key is taken from HTTPSMS_API_KEY the',
    'first time, and kept in the stack.',
  ],
  checks: (deployment) => [tried('httpSMS', () => checkHttpSmsLines(deployment))],
  // Only httpSMS should call the webhook, so two executions do. Reserved ones take nothing from other functions.
  concurrency: ({ settings }) =>
    settings.httpSms.webhookConcurrency === undefined ? { processes: 2, remark: floodable } : undefined,
  functions: (deployment) => [{ name: 'httpsms-webhook', ...httpSmsOutputsOf(deployment) }],
  status: phoneStatus,
  monthlyUsd: { secrets: 0.4, metrics: 3, alarms: 0.9, dashboard: 3 },
  costRemarks: (settings) => [
    [
      'What SIMs send and receive is not in this: their contracts and the plan of httpSMS say what that costs.',
      ...(billsParts(carriersOf(settings)) ? ['But texts received are counted, and priced, for all lines.'] : []),
    ].join(' '),
  ],
}
