import {
  Color,
  GraphWidget,
  type GraphWidgetProps,
  type IMetric,
  type IWidget,
  type MetricOptions,
  Row,
} from 'aws-cdk-lib/aws-cloudwatch'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { monthlySpendLimitUsd } from '../../settings/config.ts'
import { operatorLanguageOf } from '../../settings/operators.ts'
import type { Settings } from '../../settings/schema.ts'
import { billsParts } from '../../shared/rules/carriers.ts'
import {
  deliveredBy,
  metricNames,
  silencedBecause,
  silentReasons,
  undeliveredBy,
  unreportedBy,
} from '../../shared/rules/telemetry.ts'
import type { StageCarrier } from '../carrier.ts'
import type { Watched } from './alarm.ts'
import {
  besideGraphs,
  day,
  figure,
  hour,
  inRange,
  type MetricOf,
  minute,
  minutesSince,
  ofDay,
  sinceLastMonth,
  sinceYesterday,
  sumOf,
  thisMonth,
  today,
} from './metrics.ts'
import { wordsOf } from './words/words.ts'

type OverviewProps = Watched & {
  readonly carriers: readonly StageCarrier[]
  readonly texts: Queue
  readonly replies: Queue
}

/** The dashboard for people who are not engineers: today's figures, how they came about, then money. */
export const createOverview = (props: OverviewProps): readonly IWidget[] => {
  const { metricOf, settings, carriers } = props
  const bills = billsParts(carriers.map(({ name }) => name))
  return [
    new Row(...todaysFigures(props)),
    new Row(textsGraph(metricOf, settings), silencedGraph(props)),
    new Row(...bookedAgainstBudget(metricOf, settings)),
    new Row(...(bills ? costs(props) : []), arrivedGraph(props), ...(bills ? [spentGraph(metricOf, settings)] : [])),
    new Row(reportsGraph(props), ...carriers.flatMap(({ figures }) => figures?.(metricOf, settings) ?? [])),
  ]
}

const todaysFigures = ({ metricOf, settings, texts, replies }: OverviewProps): readonly IWidget[] => {
  const { titles, labels } = wordsOf(settings)
  return [
    figure(titles.textsToday, today(metricOf(metricNames.textsReceived), labels.texts)),
    figure(titles.minutesSinceBeat, minutesSince(metricOf(metricNames.heartbeats), labels.minutes), '-P7D'),
    figure(titles.repliesToday, today(metricOf(metricNames.repliesSubmitted), labels.replies)),
    figure(
      titles.wroteAgain,
      [
        inRange('first', metricOf(metricNames.firstReplies), labels.firstReplies),
        inRange('second', metricOf(metricNames.secondReplies), labels.secondReplies),
      ],
      '-P30D',
    ),
    figure(titles.turnedAway, today(metricOf(silencedBecause('siege')), labels.texts)),
    figure(titles.hidden, [queued(replies, labels.replies), hidden(texts, { label: labels.texts })]),
  ]
}

/** The number of replies in the queue, due or not. */
const queued = (replies: Queue, label: string): IMetric => {
  const due = replies.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' })
  return sumOf({ due, held: hidden(replies) }, label, minute)
}

/** The number of messages that are in flight: texts that wait for room, replies that are not due, and those in work. */
const hidden = (queue: Queue, options: MetricOptions = {}): IMetric =>
  queue.metricApproximateNumberOfMessagesNotVisible({ statistic: 'Maximum', period: minute, ...options })

/** Costs in the currency of the settings, without those that AWS has not reported yet. */
const costs = ({ metricOf, settings }: OverviewProps): readonly IWidget[] => {
  const { code, perUsd } = settings.currency
  const { titles } = wordsOf(settings)
  const cost = metricOf(metricNames.smsCostUsd)
  return [
    figure(titles.costToday(code), today(cost, code, perUsd), sinceYesterday, besideGraphs),
    figure(titles.costThisMonth(code), thisMonth(cost, code, perUsd), sinceLastMonth, besideGraphs),
  ]
}

const textsGraph = (metricOf: MetricOf, settings: Settings): IWidget => {
  const { titles, labels } = wordsOf(settings)
  return graph(titles.texts, 12, {
    left: [
      metricOf(metricNames.textsReceived, { label: labels.texts }),
      metricOf(metricNames.repliesBooked, { label: labels.repliesBooked }),
      metricOf(metricNames.repliesSubmitted, { label: labels.repliesSubmitted }),
      metricOf(metricNames.repliesCancelled, { label: labels.repliesCancelled }),
    ],
  })
}

const silencedGraph = ({ metricOf, settings, carriers }: OverviewProps): IWidget => {
  const { titles, reasons } = wordsOf(settings)
  const own = carriers.flatMap(({ ownSilentReasons = [] }) => ownSilentReasons)
  return graph(titles.silenced, 12, {
    stacked: true,
    left: [...silentReasons, ...own].map((reason) => metricOf(silencedBecause(reason), { label: reasons[reason] })),
  })
}

/** Replies count when they are booked, even for a later hour, so in a rush the curve may rise above the budget. */
const bookedAgainstBudget = (metricOf: MetricOf, settings: Settings): readonly IWidget[] => {
  const { titles, labels } = wordsOf(settings)
  const booked = (period: typeof hour) => metricOf(metricNames.bookings, { period, label: labels.bookedForThenOrLater })
  const limit = (of: 'hour' | 'day' | 'month') => [
    line(
      Object.values(settings.budgets).reduce((sum, budget) => sum + budget[of], 0),
      labels.budget,
    ),
  ]
  return [
    graph(titles.bookedByHour, 8, { left: [booked(hour)], leftAnnotations: limit('hour'), start: '-P2D' }),
    graph(titles.bookedByDay, 8, { left: [booked(day)], leftAnnotations: limit('day'), start: '-P14D' }),
    graph(titles.bookedThisMonth, 8, {
      left: [thisMonth(booked(day), labels.booked)],
      leftAnnotations: limit('month'),
      start: sinceLastMonth,
    }),
  ]
}

const arrivedGraph = ({ metricOf, settings, carriers }: OverviewProps): IWidget => {
  const { titles, labels } = wordsOf(settings)
  return graph(titles.arrived, 7, {
    left: carriers.map((carrier) =>
      carrier.arrivedShare(metricOf, ofDay, carrier.words[operatorLanguageOf(settings)].arrivedShare),
    ),
    leftYAxis: { min: 0, max: 1, showUnits: false },
    leftAnnotations: [line(settings.alarms.deliverySuccess, labels.alarmBelow)],
    start: '-P7D',
  })
}

/** A missing report is no failure: some come three days late, and a phone may never report. */
const reportsGraph = ({ metricOf, settings, carriers }: OverviewProps): IWidget => {
  const { titles, labels } = wordsOf(settings)
  return graph(titles.reports, 12, {
    left: [
      metricOf(metricNames.repliesSubmitted, { label: labels.submitted }),
      ...carriers.flatMap((carrier) => {
        const { labelSuffix = '' } = carrier.words[operatorLanguageOf(settings)]
        return [
          metricOf(deliveredBy(carrier.name), { label: `${labels.arrived}${labelSuffix}` }),
          metricOf(undeliveredBy(carrier.name), { label: `${labels.notArrived}${labelSuffix}` }),
          ...(carrier.givesUp
            ? [metricOf(unreportedBy(carrier.name), { label: `${labels.noNews}${labelSuffix}` })]
            : []),
        ]
      }),
    ],
  })
}

const spentGraph = (metricOf: MetricOf, settings: Settings): IWidget => {
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
