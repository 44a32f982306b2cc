import type { Metric } from '@aws-sdk/client-cloudwatch'
import { Command } from '@commander-js/extra-typings'
import { isBilled, monthlySpendLimitUsd, smsReplyUsd } from '../../settings/config.ts'
import { receivedPriceOn } from '../../settings/countries/countries.ts'
import { UsageError } from '../../settings/refusal.ts'
import { monthOf } from '../../shared/rules/calendar.ts'
import { billsParts, carrierNames, carriers, carriersOf } from '../../shared/rules/carriers.ts'
import { metricNames, submittedTo, textsReceivedBy } from '../../shared/rules/telemetry.ts'
import { day, hour } from '../../shared/rules/timing.ts'
import { readBudgets } from '../budgets.ts'
import { functionsOf, type Operations, operationsOf } from '../carrier.ts'
import { countsBy, type Point, readMetrics, sumOf } from '../cloudwatch.ts'
import type { CommandContext } from '../command-context.ts'
import type { Deployment } from '../deployment.ts'
import { inTotal, keyRequestsIn, listPrices, metricsUsd } from '../list-prices.ts'
import { readReports, startOfMonth } from '../outcomes.ts'
import { counted } from '../words.ts'

export const costCommand = (context: CommandContext, operations: Operations) =>
  new Command('cost')
    .description('what this month has cost so far, by service, beside what the budget allows')
    .option('--text-price <usd>', 'what a received text costs in your country', parsePrice, listPrices.textReceived)
    .action(async ({ textPrice }) => {
      context.report(await readCost(await context.open(), operations, textPrice), print)
    })

const parsePrice = (typed: string): number => {
  if (/^\d{1,3}(\.\d+)?$/.test(typed)) return Number(typed)
  throw new UsageError(
    `--text-price is ${JSON.stringify(typed)}, but it must be a price in USD below 1000, such as 0.0075.`,
  )
}

/** What this month has cost so far, in USD. An estimate is a count times a price of settings or of AWS's list. */
const readCost = async (deployment: Deployment, operations: Operations, textPriceUsd: number) => {
  const { settings, now } = deployment
  const from = startOfMonth(now())
  const present = carriersOf(settings)
  const [points, reports, usage, budgets, ...ofCarriers] = await Promise.all([
    readMetrics(deployment, countsBy(deployment, wanted), from, day),
    readReports(deployment),
    readUsage(deployment, operations, from),
    readBudgets(deployment),
    ...operationsOf(operations, deployment).flatMap(({ estimates }) => estimates?.(deployment, from) ?? []),
  ])
  const billed = billedBy.reduce((sum, carrier) => sum + sumOf(points[submittedTo(carrier)]), 0)
  // Reports of this month may be about replies of last month, so the difference may be negative.
  const unreported = Math.max(0, billed - reports.billedThisMonth)
  // The metric of all texts includes those that came by a carrier's own topic, which are subtracted here.
  const texts = carrierNames.reduce(
    (sum, carrier) => sum - sumOf(points[textsReceivedBy(carrier)]),
    sumOf(points[metricNames.textsReceived]),
  )
  const price = smsReplyUsd(settings)
  const sms = [
    { what: `Replies not reported yet, ${unreported}`, usd: unreported * price },
    { what: `Texts received, ${texts}`, usd: texts * textPriceUsd },
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

const wanted = [metricNames.textsReceived, ...carrierNames.map(textsReceivedBy), ...billedBy.map(submittedTo)]

const print = ({ smsReportedUsd, estimatedUsd, ...cost }: Awaited<ReturnType<typeof readCost>>): string => {
  const billed = billsParts(cost.carriers)
  const ofSms = (...lines: readonly string[]) => (billed ? lines : [])
  return [
    `${cost.month} so far (UTC), USD`,
    '',
    ...ofSms('As AWS reports it, for this stage:', row('SMS sent', smsReportedUsd), ''),
    'Estimated, for this stage, at the prices of settings and of AWS (of free allowances, only those of CloudWatch are taken off):',
    ...estimatedUsd.map(({ what, usd }) => row(what, usd)),
    row(
      billed ? 'Sum, with SMS sent' : 'Sum',
      estimatedUsd.reduce((sum, { usd }) => sum + usd, smsReportedUsd),
    ),
    '',
    ...ofSms(
      `Replies count at ${cost.partPriceUsd} USD a part, the most that settings allow; doctor reads what AWS asks now. Texts received count at AWS's price of ${receivedPriceOn}, unless --text-price says yours.`,
      `The budgets allow ${cost.repliesAllowedUsd} USD of replies a month, of which ${cost.repliesBookedUsd.toFixed(2)} are booked.`,
      'What a number costs to receive and to rent, no budget bounds; doctor shows its rent, and taxes are on the bill.',
    ),
    ...cost.remarks,
  ].join('\n')
}

const row = (what: string, usd: number): string => `${what.padEnd(44)}${usd.toFixed(4).padStart(12)}`

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
  return [
    {
      what: `Lambda, ${counted(sum('invocations'), 'invocation', 'invocations')}`,
      usd:
        sum('invocations') * listPrices.lambdaRequest +
        (sum('duration') / 1000) * memoryGigabytes * listPrices.lambdaGigabyteSecond,
    },
    {
      what: `DynamoDB, ${counted(sum('read'), 'unit', 'units')} read, ${sum('written')} written`,
      usd: sum('read') * listPrices.readUnit + sum('written') * listPrices.writeUnit,
    },
    { what: `SQS, at most ${counted(sum('queue'), 'request', 'requests')}`, usd: sum('queue') * listPrices.sqsRequest },
    { what: 'Logs', usd: (sum('logged') / 1e9) * listPrices.logGigabyte },
    {
      what: `Key, at most ${counted(keyRequestsIn(activeHours), 'request', 'requests')}`,
      usd: keyRequestsIn(activeHours) * listPrices.keyRequest,
    },
    { what: `Metrics, counted in ${counted(activeHours, 'hour', 'hours')}`, usd: metricsUsd(activeHours) },
    {
      what: 'Key, secrets, alarms, carriers: a whole month',
      usd: inTotal(listPrices.monthly) + carriersUsd(deployment, operations),
    },
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
