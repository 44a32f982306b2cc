import type { Metric } from '@aws-sdk/client-cloudwatch'
import { Command } from '@commander-js/extra-typings'
import { isBilled, monthlySpendLimitUsd, smsReplyUsd } from '../../settings/config.ts'
import { receivedPriceOn } from '../../settings/countries/countries.ts'
import type { Translated } from '../../settings/values.ts'
import { monthOf } from '../../shared/rules/calendar.ts'
import { billsParts, carrierNames, carriers, carriersOf } from '../../shared/rules/carriers.ts'
import { metricNames, submittedTo } from '../../shared/rules/telemetry.ts'
import { day, hour } from '../../shared/rules/timing.ts'
import { readBudgets } from '../budgets.ts'
import { functionsOf, type Operations, operationsOf } from '../carrier.ts'
import { countsBy, type Point, readMetrics, sumOf } from '../cloudwatch.ts'
import type { CommandContext } from '../command-context.ts'
import type { Deployment } from '../deployment.ts'
import { inTotal, keyRequestsIn, listPrices, metricsUsd } from '../list-prices.ts'
import { readReports, startOfMonth } from '../outcomes.ts'
import { readTexts } from '../received.ts'
import { decimal, inEach, joined, same } from '../words.ts'

export const costCommand = (context: CommandContext, operations: Operations) =>
  new Command('cost')
    .description('what this month has cost so far, beside what the budget allows')
    .action(async () => context.report(await readCost(await context.open(), operations), print))

/** What this month has cost so far, in USD. An estimate is a count times a price of settings or of AWS's list. */
const readCost = async (deployment: Deployment, operations: Operations) => {
  const { settings, now } = deployment
  const from = startOfMonth(now())
  const present = carriersOf(settings)
  const [points, texts, reports, usage, budgets, ...ofCarriers] = await Promise.all([
    readMetrics(deployment, countsBy(deployment, billedBy.map(submittedTo)), from, day),
    readTexts(deployment, from, day),
    readReports(deployment),
    readUsage(deployment, operations, from),
    readBudgets(deployment),
    ...operationsOf(operations, deployment).flatMap(({ estimates }) => estimates?.(deployment, from) ?? []),
  ])
  const billed = billedBy.reduce((sum, carrier) => sum + sumOf(points[submittedTo(carrier)]), 0)
  // Reports of this month may be about replies of last month, so the difference may be negative.
  const unreported = Math.max(0, billed - reports.billedThisMonth)
  const price = smsReplyUsd(settings)
  const sms = [
    {
      what: { en: `Replies not reported yet, ${unreported}`, fr: `Réponses sans rapport encore, ${unreported}` },
      usd: unreported * price,
    },
    { what: { en: `Texts received, ${texts}`, fr: `SMS reçus, ${texts}` }, usd: texts * listPrices.textReceived },
  ]
  const booked = budgets.filter(({ name }) => isBilled(settings, name))
  return {
    month: monthOf(now()),
    partPriceUsd: settings.partPriceUsd,
    carriers: present,
    smsReportedUsd: reports.costThisMonthUsd,
    estimatedUsd: [...(billsParts(present) ? sms : []), ...ofCarriers.flat(), ...usage],
    repliesBookedUsd: booked.reduce((sum, { bookedThisMonth }) => sum + bookedThisMonth, 0) * price,
    repliesAllowedUsd: monthlySpendLimitUsd(settings),
    remarks: operationsOf(operations, deployment).flatMap(({ costRemarks }) => costRemarks?.(settings) ?? []),
  }
}

const billedBy = carrierNames.filter((carrier) => carriers[carrier].billsParts)

const print = ({ smsReportedUsd, estimatedUsd, ...cost }: Awaited<ReturnType<typeof readCost>>): Translated => {
  const billed = billsParts(cost.carriers)
  const ofSms = (...lines: readonly Translated[]) => (billed ? lines : [])
  const booked = decimal(cost.repliesBookedUsd, 2)
  const said: readonly Translated[] = [
    { en: `${cost.month} so far (UTC), USD`, fr: `${cost.month} jusqu’ici (UTC), en USD` },
    blank,
    ...ofSms(words.reported, row(words.sent, smsReportedUsd), blank),
    words.estimated,
    ...estimatedUsd.map(({ what, usd }) => row(what, usd)),
    row(
      billed ? words.sumWithSms : words.sum,
      estimatedUsd.reduce((sum, { usd }) => sum + usd, smsReportedUsd),
    ),
    blank,
    ...ofSms(
      {
        en: `Replies count at ${cost.partPriceUsd} USD a part, the most that settings allow; doctor reads what AWS asks now. Texts received count at AWS's price of ${receivedPriceOn}.`,
        fr: `Une réponse compte pour ${decimal(cost.partPriceUsd).fr} USD la partie, le plus que permettent les réglages\u202f; doctor lit ce qu’AWS demande à présent. Un SMS reçu compte au prix d’AWS du ${receivedPriceOn}.`,
      },
      {
        en: `The budgets allow ${cost.repliesAllowedUsd} USD of replies a month, of which ${booked.en} are booked.`,
        fr: `Les budgets permettent ${cost.repliesAllowedUsd} USD de réponses par mois, dont ${booked.fr} sont réservés.`,
      },
      words.unbounded,
    ),
    ...cost.remarks,
  ]
  return joined(said, same('\n'))
}

const blank = same('')

const words = {
  reported: { en: 'As AWS reports it, for this stage:', fr: 'D’après AWS, pour cet environnement\u00a0:' },
  sent: { en: 'SMS sent', fr: 'SMS envoyés' },
  estimated: {
    en: 'Estimated, for this stage, at the prices of settings and of AWS (of free allowances, only those of CloudWatch are taken off):',
    fr: 'Estimation, pour cet environnement, aux prix des réglages et d’AWS (des offres gratuites, seule celle de CloudWatch est déduite)\u00a0:',
  },
  sum: { en: 'Sum', fr: 'Total' },
  byUse: { en: 'The rest of AWS, by use', fr: 'Le reste d’AWS, à l’usage' },
  byMonth: { en: 'Its key, secrets, alarms: a whole month', fr: 'Sa clé, ses secrets, ses alarmes\u00a0: le mois' },
  sumWithSms: { en: 'Sum, with SMS sent', fr: 'Total, SMS envoyés compris' },
  unbounded: {
    en: 'What a number costs to receive and to rent, no budget bounds; doctor shows its rent, and taxes are on the bill.',
    fr: 'Aucun budget ne borne ce que coûtent la réception et la location d’un numéro\u202f; doctor affiche son loyer, et les taxes sont sur la facture.',
  },
} as const satisfies Record<string, Translated>

const row = (what: Translated, usd: number): Translated => {
  const price = decimal(usd, 4)
  return inEach((language) => `${what[language].padEnd(44)}${price[language].padStart(12)}`)
}

const memoryGigabytes = 0.25

/** Estimates what the infrastructure has cost since `from`: the counts of CloudWatch times list prices. */
const readUsage = async (deployment: Deployment, operations: Operations, from: number) => {
  const [points, activity] = await Promise.all([
    readMetrics(deployment, usageQueries(deployment, operations), from, day),
    readMetrics(deployment, countsBy(deployment, signsOfActivity), from, hour),
  ])
  const activeHours = new Set(Object.values(activity).flatMap((found) => found.map(({ time }) => time))).size
  const sum = (kind: string): number =>
    Object.entries<readonly Point[]>(points).reduce(
      (total, [name, found]) => (name.startsWith(kind) ? total + sumOf(found) : total),
      0,
    )
  const requests =
    sum('invocations') * listPrices.lambdaRequest +
    sum('queue') * listPrices.sqsRequest +
    keyRequestsIn(activeHours) * listPrices.keyRequest
  const run = (sum('duration') / 1000) * memoryGigabytes * listPrices.lambdaGigabyteSecond
  const kept = sum('read') * listPrices.readUnit + sum('written') * listPrices.writeUnit
  const told = (sum('logged') / 1e9) * listPrices.logGigabyte + metricsUsd(activeHours)
  return [
    { what: words.byUse, usd: requests + run + kept + told },
    { what: words.byMonth, usd: inTotal(listPrices.monthly) + carriersUsd(deployment, operations) },
  ]
}

const carriersUsd = (deployment: Deployment, operations: Operations): number => {
  const added = operationsOf(operations, deployment).map(({ monthlyUsd }) => monthlyUsd ?? {})
  return added.reduce(
    (usd, { dashboard: _, ...items }) => usd + inTotal(items),
    Math.max(0, ...added.map(({ dashboard = 0 }) => dashboard)),
  )
}

/** Metrics of what happens to a text. If nothing fails, the others are counted in the same hours. */
const signsOfActivity = [metricNames.textsReceived, metricNames.repliesSubmitted, metricNames.smsCostUsd]

const usageQueries = (deployment: Deployment, operations: Operations): Readonly<Record<string, Metric>> => {
  const { outputs } = deployment
  const deployed = functionsOf(operations, deployment)
  const functions = deployed.map(({ functionName }) => functionName)
  const groups = deployed.map(({ logGroupName }) => logGroupName)
  const queues = [outputs.InboundQueueUrl, outputs.RepliesQueueUrl].map((url) => url.split('/').at(-1) ?? '')
  return Object.fromEntries([
    ...named('invocations', functions, 'AWS/Lambda', 'Invocations', 'FunctionName'),
    ...named('duration', functions, 'AWS/Lambda', 'Duration', 'FunctionName'),
    ...named('read', [outputs.TableName], 'AWS/DynamoDB', 'ConsumedReadCapacityUnits', 'TableName'),
    ...named('written', [outputs.TableName], 'AWS/DynamoDB', 'ConsumedWriteCapacityUnits', 'TableName'),
    ...named('logged', groups, 'AWS/Logs', 'IncomingBytes', 'LogGroupName'),
    // One request can receive several messages, so this is an upper bound.
    ...['NumberOfMessagesSent', 'NumberOfMessagesReceived', 'NumberOfMessagesDeleted', 'NumberOfEmptyReceives'].flatMap(
      (metric) => named(`queue${metric}`, queues, 'AWS/SQS', metric, 'QueueName'),
    ),
  ])
}

/** The same metric of several resources. Each gets a name that begins with `kind`. */
const named = (kind: string, resources: readonly string[], Namespace: string, MetricName: string, Name: string) =>
  resources.map((Value, i): readonly [string, Metric] => [
    `${kind}${i}`,
    { Namespace, MetricName, Dimensions: [{ Name, Value }] },
  ])
