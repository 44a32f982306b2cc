import { Color, GraphWidget, type GraphWidgetProps, type IWidget } from 'aws-cdk-lib/aws-cloudwatch'

import { carrierMonitoring } from '../../carriers/cdk.ts'
import { monthlySpendLimitUsd } from '../../settings/config.ts'
import { carriersOf } from '../../settings/lines.ts'
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
import { carrierWordsOf, wordsOf } from './words/words.ts'

export const textsGraph = (metricOf: MetricOf, settings: Settings): IWidget => {
  const { titles, labels } = wordsOf(settings)
  return graph(titles.texts, 12, {
    left: [
      metricOf(metricNames.textsReceived, { label: labels.texts }),
      metricOf(metricNames.repliesBooked, { label: labels.repliesBooked }),
      metricOf(metricNames.repliesSubmitted, { label: labels.repliesSubmitted }),
    ],
  })
}

export const silencedGraph = (metricOf: MetricOf, settings: Settings): IWidget => {
  const { titles, reasons } = wordsOf(settings)
  return graph(titles.silenced, 12, {
    stacked: true,
    left: reasonsOf(settings).map((reason) => metricOf(silencedBecause(reason), { label: reasons[reason] })),
  })
}

const reasonsOf = (settings: Settings): readonly AnySilentReason[] => [
  ...silentReasons,
  ...carriersOf(settings).flatMap((carrier) => carrierMonitoring[carrier].ownSilentReasons),
]

/**
 * Graphs of booked parts and the budget. Parts are counted when they are booked, even if into a later hour, so the curve may rise above
 * the budget in a rush although no hour holds more.
 */
export const bookedAgainstBudget = (metricOf: MetricOf, settings: Settings): readonly IWidget[] => {
  const { titles, labels } = wordsOf(settings)
  const parts = (period: typeof hour) =>
    metricOf(metricNames.partsBooked, { period, label: labels.bookedForThenOrLater })
  const limit = (of: keyof BudgetLimits) => [
    line(
      Object.values(settings.budgets).reduce((sum, budget) => sum + budget[of], 0),
      labels.budget,
    ),
  ]
  return [
    graph(titles.bookedByHour, 8, { left: [parts(hour)], leftAnnotations: limit('hour'), start: '-P2D' }),
    graph(titles.bookedByDay, 8, { left: [parts(day)], leftAnnotations: limit('day'), start: '-P14D' }),
    graph(titles.bookedThisMonth, 8, {
      left: [thisMonth(parts(day), labels.booked)],
      leftAnnotations: limit('month'),
      start: sinceLastMonth,
    }),
  ]
}

export const arrivedGraph = (metricOf: MetricOf, settings: Settings): IWidget => {
  const { titles, labels } = wordsOf(settings)
  return graph(titles.arrived, 7, {
    left: carriersOf(settings).map((carrier) =>
      carrierMonitoring[carrier].arrivedShare(metricOf, 1, carrierWordsOf(carrier, settings).arrivedShare),
    ),
    leftYAxis: { min: 0, max: 1, showUnits: false },
    leftAnnotations: [line(settings.alarms.deliverySuccess, labels.alarmBelow)],
    start: '-P7D',
  })
}

/** Delivery reports come up to three days late, and a phone may never report what arrived, so a missing report is not a failure. */
export const reportsGraph = (metricOf: MetricOf, settings: Settings): IWidget => {
  const { titles, labels } = wordsOf(settings)
  return graph(titles.reports, 12, {
    left: [
      metricOf(metricNames.repliesSubmitted, { label: labels.submitted }),
      ...carriersOf(settings).flatMap((carrier) => {
        const { labelSuffix } = carrierWordsOf(carrier, settings)
        return [
          metricOf(deliveredBy(carrier), { label: `${labels.arrived}${labelSuffix}` }),
          metricOf(undeliveredBy(carrier), { label: `${labels.notArrived}${labelSuffix}` }),
        ]
      }),
      metricOf(metricNames.repliesUnreported, { label: labels.noNews }),
    ],
  })
}

export const spentGraph = (metricOf: MetricOf, settings: Settings): IWidget => {
  const { titles, labels } = wordsOf(settings)
  return graph(titles.spent, 7, {
    left: [thisMonth(metricOf(metricNames.smsCostUsd, { period: day }), 'USD')],
    leftAnnotations: [line(monthlySpendLimitUsd(settings), labels.allBudgets)],
    start: sinceLastMonth,
  })
}

const line = (value: number, label: string) => ({ value, label, color: Color.RED })

const graph = (title: string, width: number, props: GraphWidgetProps): IWidget =>
  new GraphWidget({ title, width, height: 6, leftYAxis: { min: 0, showUnits: false }, ...props })
