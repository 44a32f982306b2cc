import { type IMetric, type IWidget, Row } from 'aws-cdk-lib/aws-cloudwatch'
import type { Queue } from 'aws-cdk-lib/aws-sqs'

import { carrierMonitoring } from '../../carriers/cdk.ts'
import { carriers } from '../../carriers/registry.ts'
import { carriersOf } from '../../settings/carriers.ts'
import type { Settings } from '../../settings/schema.ts'
import { metricNames } from '../../shared/rules/telemetry.ts'
import { besideGraphs, figure, sinceYesterday } from './figure.ts'
import { minutesSince, sinceLastMonth, sumOf, thisHour, thisMonth, today } from './figures.ts'
import { arrivedGraph, bookedAgainstBudget, reportsGraph, silencedGraph, spentGraph, textsGraph } from './graphs.ts'
import { type MetricOf, minute } from './metrics.ts'

type StoryProps = { readonly metricOf: MetricOf; readonly settings: Settings; readonly replies: Queue }

/** What has happened, for somebody who is no engineer: figures of today first, then how they came about, then money. */
export const createStory = (props: StoryProps): readonly IWidget[] => {
  const { metricOf, settings } = props
  const present = carriersOf(settings)
  const bills = present.some((carrier) => carriers[carrier].billsParts)
  return [
    new Row(...todaysFigures(props)),
    new Row(textsGraph(metricOf), silencedGraph(metricOf, settings)),
    new Row(...bookedAgainstBudget(metricOf, Object.values(settings.budgets))),
    new Row(
      ...(bills ? costs(props) : []),
      arrivedGraph(metricOf, settings),
      ...(bills ? [spentGraph(metricOf, settings)] : []),
    ),
    new Row(
      reportsGraph(metricOf, settings),
      lineRefused(metricOf),
      ...present.flatMap((carrier) => carrierMonitoring[carrier].figures(metricOf, settings)),
    ),
  ]
}

const todaysFigures = ({ metricOf, replies }: StoryProps): readonly IWidget[] => [
  figure('Texts today', today(metricOf(metricNames.textsReceived), 'texts')),
  figure('Minutes since the last text', minutesSince(metricOf(metricNames.textsReceived), 'minutes'), '-P7D'),
  figure('Replies submitted to the carrier today', today(metricOf(metricNames.repliesSubmitted), 'replies')),
  figure('Senders blocked today', today(metricOf(metricNames.sendersBlocked), 'senders')),
  figure('Siege this hour (1: yes)', thisHour(metricOf(metricNames.siege, { statistic: 'Maximum' }), 'siege')),
  figure('Replies waiting', waiting(replies)),
]

/** A reply that is not due yet is held, which SQS counts as being worked on: not visible. */
const waiting = (replies: Queue): IMetric => {
  const due = replies.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' })
  const held = replies.metricApproximateNumberOfMessagesNotVisible({ statistic: 'Maximum' })
  return sumOf({ due, held }, 'replies', minute)
}

/** In the currency of settings; what AWS has not reported yet is not in it. */
const costs = ({ metricOf, settings: { currency } }: StoryProps): readonly IWidget[] => {
  const cost = metricOf(metricNames.smsCostUsd)
  const title = (when: string) => `Cost of replies ${when}, ${currency.code}`
  return [
    figure(title('today'), today(cost, currency.code, currency.perUsd), sinceYesterday, besideGraphs),
    figure(title('this month'), thisMonth(cost, currency.code, currency.perUsd), sinceLastMonth, besideGraphs),
  ]
}

const lineRefused = (metricOf: MetricOf): IWidget =>
  figure(
    'Refused by a line or its account this hour (0: no)',
    thisHour(metricOf(metricNames.lineRefused), 'times'),
    sinceYesterday,
    besideGraphs,
  )
