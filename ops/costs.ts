import { smsReplyUsd } from '../settings/config.ts'
import { billsParts, carrierNames, carriers, carriersOf } from '../shared/rules/carriers.ts'
import { submittedTo } from '../shared/rules/telemetry.ts'
import { day } from '../shared/rules/timing.ts'
import { type Estimate, type Operations, operationsOf } from './carrier.ts'
import { countsBy, readMetrics, sumOf } from './cloudwatch.ts'
import type { Deployment } from './deployment.ts'
import { listPrices } from './list-prices.ts'
import { readReports, startOfMonth } from './outcomes.ts'
import { readTexts } from './received.ts'

/** What messages have cost this month, in USD. An estimate is a count times a price of settings or of AWS's list. */
export const readCosts = async (deployment: Deployment, operations: Operations) => {
  const { settings, now } = deployment
  const from = startOfMonth(now())
  const [points, texts, reports, ...ofCarriers] = await Promise.all([
    readMetrics(deployment, countsBy(deployment, billedBy.map(submittedTo)), from, day),
    readTexts(deployment, from, day),
    readReports(deployment),
    ...operationsOf(operations, deployment).flatMap(({ estimates }) => estimates?.(deployment, from) ?? []),
  ])
  const billed = billedBy.reduce((sum, carrier) => sum + sumOf(points[submittedTo(carrier)]), 0)
  // Reports of this month may be about replies of last month, so the difference may be negative.
  const unreported = Math.max(0, billed - reports.billedThisMonth)
  const sms: readonly Estimate[] = [
    {
      to: 'AWS',
      what: { en: `Replies not reported yet, ${unreported}`, fr: `Réponses sans rapport encore, ${unreported}` },
      usd: unreported * smsReplyUsd(settings),
    },
    {
      to: 'AWS',
      what: { en: `Texts received, ${texts}`, fr: `SMS reçus, ${texts}` },
      usd: texts * listPrices.textReceived,
    },
  ]
  return {
    smsReportedUsd: reports.costThisMonthUsd,
    estimatedUsd: [...(billsParts(carriersOf(settings)) ? sms : []), ...ofCarriers.flat()],
  }
}

const billedBy = carrierNames.filter((carrier) => carriers[carrier].billsParts)
