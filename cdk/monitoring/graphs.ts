import { Color, GraphWidget, type GraphWidgetProps, type IWidget } from 'aws-cdk-lib/aws-cloudwatch'

import { carrierMonitoring } from '../../carriers/cdk.ts'
import { carriersOf } from '../../settings/carriers.ts'
import { monthlySpendLimitUsd } from '../../settings/config.ts'
import type { Settings } from '../../settings/schema.ts'
import type { BudgetLimits } from '../../shared/rules/config.ts'
import {
  type AnySilentReason,
  deliveredBy,
  metricNames,
  silencedBecause,
  silentReasons,
  undeliveredBy,
} from '../../shared/rules/telemetry.ts'
import { sinceLastMonth, thisMonth } from './figures.ts'
import { day, hour, type MetricOf } from './metrics.ts'

export const textsGraph = (metricOf: MetricOf): IWidget =>
  graph('Texts received, replies booked and replies submitted to the carrier', 12, {
    left: [
      metricOf(metricNames.textsReceived, { label: 'texts' }),
      metricOf(metricNames.repliesBooked, { label: 'replies booked' }),
      metricOf(metricNames.repliesSubmitted, { label: 'replies submitted' }),
    ],
  })

export const silencedGraph = (metricOf: MetricOf, settings: Settings): IWidget =>
  graph('Texts that got no reply, by reason', 12, {
    stacked: true,
    left: reasonsOf(settings).map((reason) => metricOf(silencedBecause(reason), { label: reasonLabels[reason] })),
  })

const reasonsOf = (settings: Settings): readonly AnySilentReason[] => [
  ...silentReasons,
  ...carriersOf(settings).flatMap((carrier) => carrierMonitoring[carrier].ownSilentReasons),
]

const reasonLabels: Readonly<Record<AnySilentReason, string>> = {
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
  siege: 'held back by the siege rule',
  'ignored-call': 'call to a line that ignores calls',
}

/** CloudWatch counts parts when they are booked, be it into a later hour: a rush may rise above the line, though no hour holds more. */
export const bookedAgainstBudget = (metricOf: MetricOf, budgets: readonly BudgetLimits[]): readonly IWidget[] => {
  const parts = (period: typeof hour) =>
    metricOf(metricNames.partsBooked, { period, label: 'booked, for then or later' })
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

export const arrivedGraph = (metricOf: MetricOf, settings: Settings): IWidget =>
  graph('Replies that arrived, by the day (1: all)', 7, {
    left: carriersOf(settings).map((carrier) => {
      const { arrivedShare, arrivedLabel } = carrierMonitoring[carrier]
      return arrivedShare(metricOf, 1, arrivedLabel)
    }),
    leftYAxis: { min: 0, max: 1, showUnits: false },
    leftAnnotations: [line(settings.alarms.deliverySuccess, 'alarm below')],
    start: '-P7D',
  })

/** Reports come late, up to three days, and a phone may say nothing at all of what arrived: what is missing has not failed. */
export const reportsGraph = (metricOf: MetricOf, settings: Settings): IWidget =>
  graph('Replies submitted, and what carriers report of them', 12, {
    left: [
      metricOf(metricNames.repliesSubmitted, { label: 'submitted' }),
      ...carriersOf(settings).flatMap((carrier) => [
        metricOf(deliveredBy(carrier), { label: `arrived${carrierMonitoring[carrier].labelSuffix}` }),
        metricOf(undeliveredBy(carrier), { label: `did not arrive${carrierMonitoring[carrier].labelSuffix}` }),
      ]),
    ],
  })

export const spentGraph = (metricOf: MetricOf, settings: Settings): IWidget =>
  graph('Cost of SMS this month, as AWS reports it (USD)', 7, {
    left: [thisMonth(metricOf(metricNames.smsCostUsd, { period: day }), 'USD')],
    leftAnnotations: [line(monthlySpendLimitUsd(settings), 'all budgets')],
    start: sinceLastMonth,
  })

const line = (value: number, label: string) => ({ value, label, color: Color.RED })

const graph = (title: string, width: number, props: GraphWidgetProps): IWidget =>
  new GraphWidget({ title, width, height: 6, leftYAxis: { min: 0, showUnits: false }, ...props })
