import { type IMetric, type IWidget, Row, SingleValueWidget } from 'aws-cdk-lib/aws-cloudwatch'
import type { Queue } from 'aws-cdk-lib/aws-sqs'

import { hasAwsLine } from '../../settings/carriers.ts'
import type { Settings } from '../../settings/schema.ts'
import { hasSimLine } from '../../shared/rules/policy.ts'
import { metricNames } from '../../shared/rules/telemetry.ts'
import { minutesSince, sinceLastMonth, sinceYesterday, sumOf, thisHour, thisMonth, today } from './figures.ts'
import { arrivedGraph, bookedAgainstBudget, reportsGraph, silencedGraph, spentGraph, textsGraph } from './graphs.ts'
import { type Counted, minute } from './metrics.ts'

type StoryProps = { readonly counted: Counted; readonly settings: Settings; readonly replies: Queue }

/** What has happened, for somebody who is no engineer: figures of today first, then how they came about, then money. */
export const createStory = (props: StoryProps): readonly IWidget[] => {
  const { counted, settings } = props
  const [ofAws, ofSims] = [hasAwsLine(settings), hasSimLine(settings)]
  return [
    new Row(...todaysFigures(props)),
    new Row(textsGraph(counted), silencedGraph(counted, settings)),
    new Row(...bookedAgainstBudget(counted, Object.values(settings.budgets))),
    new Row(
      ...(ofAws ? costs(props) : []),
      arrivedGraph(counted, settings),
      ...(ofAws ? [spentGraph(counted, settings)] : []),
    ),
    new Row(reportsGraph(counted, settings), lineRefused(counted), ...(ofSims ? [phoneOffline(counted)] : [])),
  ]
}

const todaysFigures = ({ counted, replies }: StoryProps): readonly IWidget[] => [
  figure('Texts today', today(counted(metricNames.textsReceived), 'texts')),
  figure('Minutes since the last text', minutesSince(counted(metricNames.textsReceived), 'minutes'), '-P7D'),
  figure('Replies handed to the carrier today', today(counted(metricNames.repliesHandedOver), 'replies')),
  figure('Senders blocked today', today(counted(metricNames.sendersBlocked), 'senders')),
  figure('Siege this hour (1: yes)', thisHour(counted(metricNames.siege, { statistic: 'Maximum' }), 'siege')),
  figure('Replies waiting', waiting(replies)),
]

/** A reply that is not due yet is held, which SQS counts as being worked on: not visible. */
const waiting = (replies: Queue): IMetric => {
  const due = replies.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' })
  const held = replies.metricApproximateNumberOfMessagesNotVisible({ statistic: 'Maximum' })
  return sumOf({ due, held }, 'replies', minute)
}

/** In the currency of settings; what AWS has not reported yet is not in it. */
const costs = ({ counted, settings: { currency } }: StoryProps): readonly IWidget[] => {
  const cost = counted(metricNames.smsCostUsd)
  const title = (when: string) => `Cost of replies ${when}, ${currency.code}`
  return [
    figure(title('today'), today(cost, currency.code, currency.perUsd), sinceYesterday, besideGraphs),
    figure(title('this month'), thisMonth(cost, currency.code, currency.perUsd), sinceLastMonth, besideGraphs),
  ]
}

const lineRefused = (counted: Counted): IWidget =>
  figure(
    'Refused by a line or its account this hour (0: no)',
    thisHour(counted(metricNames.lineRefused), 'times'),
    sinceYesterday,
    besideGraphs,
  )

const phoneOffline = (counted: Counted): IWidget =>
  figure(
    'Phone offline this hour (0: no)',
    thisHour(counted(metricNames.phoneOffline), 'times'),
    sinceYesterday,
    besideGraphs,
  )

type Size = { readonly width: number; readonly height: number }

const besideGraphs: Size = { width: 5, height: 6 }

const figure = (
  title: string,
  metric: IMetric,
  start = sinceYesterday,
  size: Size = { width: 4, height: 4 },
): IWidget => new SingleValueWidget({ title, metrics: [metric], start, ...size })
