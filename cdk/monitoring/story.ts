import { type IMetric, type IWidget, Row } from 'aws-cdk-lib/aws-cloudwatch'
import type { Queue } from 'aws-cdk-lib/aws-sqs'

import { carrierMonitoring } from '../../carriers/cdk.ts'
import { carriers } from '../../carriers/registry.ts'
import { carriersOf } from '../../settings/lines.ts'
import type { Settings } from '../../settings/schema.ts'
import { metricNames } from '../../shared/rules/telemetry.ts'
import { besideGraphs, figure, sinceYesterday } from './figure.ts'
import { minutesSince, sinceLastMonth, sumOf, thisHour, thisMonth, today } from './figures.ts'
import { arrivedGraph, bookedAgainstBudget, reportsGraph, silencedGraph, spentGraph, textsGraph } from './graphs.ts'
import { type MetricOf, minute } from './metrics.ts'
import { wordsOf } from './words/words.ts'

type StoryProps = { readonly metricOf: MetricOf; readonly settings: Settings; readonly replies: Queue }

/** The part of the dashboard for people who are not engineers: today's figures first, then how they came about, then money. */
export const createStory = (props: StoryProps): readonly IWidget[] => {
  const { metricOf, settings } = props
  const present = carriersOf(settings)
  const bills = present.some((carrier) => carriers[carrier].billsParts)
  return [
    new Row(...todaysFigures(props)),
    new Row(textsGraph(metricOf, settings), silencedGraph(metricOf, settings)),
    new Row(...bookedAgainstBudget(metricOf, settings)),
    new Row(
      ...(bills ? costs(props) : []),
      arrivedGraph(metricOf, settings),
      ...(bills ? [spentGraph(metricOf, settings)] : []),
    ),
    new Row(
      reportsGraph(metricOf, settings),
      lineRefused(props),
      ...present.flatMap((carrier) => carrierMonitoring[carrier].figures(metricOf, settings)),
    ),
  ]
}

const todaysFigures = ({ metricOf, settings, replies }: StoryProps): readonly IWidget[] => {
  const { titles, labels } = wordsOf(settings)
  const siege = metricOf(metricNames.siege, { statistic: 'Maximum' })
  return [
    figure(titles.textsToday, today(metricOf(metricNames.textsReceived), labels.texts)),
    figure(titles.minutesSinceText, minutesSince(metricOf(metricNames.textsReceived), labels.minutes), '-P7D'),
    figure(titles.repliesToday, today(metricOf(metricNames.repliesSubmitted), labels.replies)),
    figure(titles.blockedToday, today(metricOf(metricNames.sendersBlocked), labels.senders)),
    figure(titles.siege, thisHour(siege, labels.siege)),
    figure(titles.waiting, waiting(replies, labels.replies)),
  ]
}

/** The number of replies that wait. One that is not due yet is held, so SQS counts it as in flight (not visible). */
const waiting = (replies: Queue, label: string): IMetric => {
  const due = replies.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' })
  const held = replies.metricApproximateNumberOfMessagesNotVisible({ statistic: 'Maximum' })
  return sumOf({ due, held }, label, minute)
}

/** Costs in the currency of the settings, without those that AWS has not reported yet. */
const costs = ({ metricOf, settings }: StoryProps): readonly IWidget[] => {
  const { code, perUsd } = settings.currency
  const { titles } = wordsOf(settings)
  const cost = metricOf(metricNames.smsCostUsd)
  return [
    figure(titles.costToday(code), today(cost, code, perUsd), sinceYesterday, besideGraphs),
    figure(titles.costThisMonth(code), thisMonth(cost, code, perUsd), sinceLastMonth, besideGraphs),
  ]
}

const lineRefused = ({ metricOf, settings }: StoryProps): IWidget => {
  const { titles, labels } = wordsOf(settings)
  return figure(
    titles.lineRefused,
    thisHour(metricOf(metricNames.lineRefused), labels.times),
    sinceYesterday,
    besideGraphs,
  )
}
