import { Color, GraphWidget, type GraphWidgetProps, type IWidget } from 'aws-cdk-lib/aws-cloudwatch'
import { hasAwsLine } from '../../settings/carriers.ts'
import { monthlySpendLimitUsd } from '../../settings/policy.ts'
import type { Settings } from '../../settings/schema.ts'
import { type BudgetLimits, hasSimLine } from '../../shared/rules/policy.ts'
import { metricNames, type SilentReason, silencedBecause, silentReasons } from '../../shared/rules/telemetry.ts'
import { sentBySims } from './arrival.ts'
import { sinceLastMonth, thisMonth } from './figures.ts'
import { type Counted, day, deliveredShare, hour, spentThisMonthUsd } from './metrics.ts'

export const textsGraph = (counted: Counted): IWidget =>
  graph('Texts received, replies booked and replies handed to the carrier', 12, {
    left: [
      counted(metricNames.textsReceived, { label: 'texts' }),
      counted(metricNames.repliesBooked, { label: 'replies booked' }),
      counted(metricNames.repliesHandedOver, { label: 'replies handed over' }),
    ],
  })

export const silencedGraph = (counted: Counted): IWidget =>
  graph('Texts that got no reply, by reason', 12, {
    stacked: true,
    left: silentReasons.map((reason) => counted(silencedBecause(reason), { label: reasonLabels[reason] })),
  })

const reasonLabels: Readonly<Record<SilentReason, string>> = {
  malformed: 'not readable',
  stale: 'older than two days',
  'unknown-line': 'to a number that is not ours',
  'not-a-mobile': 'not from a mobile',
  country: 'from a country not served',
  'opted-out': 'sender asked for no reply (STOP)',
  blocked: 'sender is blocked',
  'answered-recently': 'sender was answered recently',
  duplicate: 'delivered twice',
  'over-budget': 'budget is full',
  siege: 'held back under siege',
}

/** CloudWatch counts parts when they are booked, be it into a later hour: a rush may rise above the line, though no hour holds more. */
export const bookedAgainstBudget = (counted: Counted, budgets: readonly BudgetLimits[]): readonly IWidget[] => {
  const parts = (period: typeof hour) =>
    counted(metricNames.partsBooked, { period, label: 'booked, for then or later' })
  const limit = (of: keyof BudgetLimits) => [
    line(
      budgets.reduce((sum, budget) => sum + budget[of], 0),
      'budget',
    ),
  ]
  return [
    graph('Parts booked by the hour', 8, { left: [parts(hour)], leftAnnotations: limit('hour'), start: '-P2D' }),
    graph('Parts booked by the day', 8, { left: [parts(day)], leftAnnotations: limit('day'), start: '-P14D' }),
    graph('Parts booked this month', 8, {
      left: [thisMonth(parts(day), 'booked')],
      leftAnnotations: limit('month'),
      start: sinceLastMonth,
    }),
  ]
}

export const deliveredGraph = (counted: Counted, settings: Settings): IWidget => {
  const [ofAws, ofSims] = [hasAwsLine(settings), hasSimLine(settings)]
  return graph(`SMS that arrived, as ${countedBy(ofAws, ofSims)} (${ofAws ? 'of the whole account; ' : ''}1: all)`, 7, {
    left: [
      ...(ofAws ? [deliveredShare({ period: hour, label: 'share that arrived' })] : []),
      ...(ofSims ? [sentBySims(counted, 'share that SIMs could send, by the day')] : []),
    ],
    leftYAxis: { min: 0, max: 1, showUnits: false },
    leftAnnotations: [line(settings.alarms.deliverySuccess, 'alarm below')],
    start: '-P7D',
  })
}

const countedBy = (ofAws: boolean, ofSims: boolean): string => {
  if (ofAws && ofSims) return 'AWS and phones count them'
  return ofAws ? 'AWS counts them' : 'phones count them'
}

/** Not every network tells that a reply was delivered, so that the rest has not failed. */
export const phoneReportsGraph = (counted: Counted): IWidget =>
  graph('Replies of SIMs, and what their phones report of them', 12, {
    left: [
      counted(metricNames.partsHandedOverToSim, { label: 'handed over' }),
      counted(metricNames.repliesDelivered, { label: 'delivered' }),
      counted(metricNames.repliesUndelivered, { label: 'not sent' }),
    ],
  })

export const spentGraph = (settings: Settings): IWidget => {
  const limitUsd = monthlySpendLimitUsd(settings)
  return graph('Cost of SMS this month, as AWS counts it (of the whole account; USD)', 7, {
    left: [spentThisMonthUsd({ period: hour, label: 'USD' })],
    leftAnnotations: [
      line(limitUsd, 'all budgets'),
      line(limitUsd * settings.alarms.spendShare, 'alarm above', Color.ORANGE),
    ],
    start: sinceLastMonth,
  })
}

const line = (value: number, label: string, color: string = Color.RED) => ({ value, label, color })

const graph = (title: string, width: number, props: GraphWidgetProps): IWidget =>
  new GraphWidget({ title, width, height: 6, leftYAxis: { min: 0, showUnits: false }, ...props })
