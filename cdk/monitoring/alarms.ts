import {
  Alarm,
  ComparisonOperator,
  type CreateAlarmOptions,
  type IMetric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'

import type { Settings } from '../../settings/schema.ts'
import { farAhead } from '../../shared/rules/even-share.ts'
import { type CountedName, metricNames, serviceName, silencedBecause } from '../../shared/rules/telemetry.ts'
import { describe } from './alarm-description.ts'
import type { AlarmName } from './alarm-names.ts'
import { alarmsOf } from './alarms-of-stage.ts'
import { arrivedShare } from './arrival.ts'
import { sumOf } from './figures.ts'
import type { Infrastructure } from './infrastructure.ts'
import { hour, type MetricOf } from './metrics.ts'
import { deadLetterCounts, tableThrottles } from './resource-metrics.ts'
import { wordsOf } from './words/words.ts'

type AlarmsProps = {
  readonly stage: string
  readonly settings: Settings
  readonly metricOf: MetricOf
  readonly infrastructure: Infrastructure
  readonly alerts: ITopic
}

/** Creates every alarm that the stage needs. No data is never an alarm: a quiet night is not an outage. */
export const createAlarms = (scope: Construct, props: AlarmsProps): readonly Alarm[] => {
  const conditions = { ...happenings(props), ...amounts(props) }
  return alarmsOf(props.settings).map((stageAlarm) => {
    const { name, own } = stageAlarm
    const alarm = new Alarm(scope, name, {
      alarmName: `${serviceName(props.stage)}-${name}`,
      alarmDescription: describe(stageAlarm, props.settings),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...(own === undefined ? conditions[name] : happens(own.metric(props.metricOf))),
    })
    // No message when it is over: eleven would come at every deployment, and the dashboard shows it.
    alarm.addAlarmAction(new SnsAction(props.alerts))
    return alarm
  })
}

type Condition = CreateAlarmOptions & { readonly metric: IMetric }

/** An alarm as soon as it happens, and one message until it has not happened for an hour. */
const happens = (metric: IMetric, times = 1): Condition => ({
  metric,
  threshold: 0,
  evaluationPeriods: 12,
  datapointsToAlarm: times,
})

/** What carriers add to the sum of an alarm. */
const ofCarriers = (
  alarm: 'function-errors' | 'many-texts',
  { metricOf, infrastructure }: Pick<AlarmsProps, 'metricOf' | 'infrastructure'>,
): Readonly<Record<string, IMetric>> =>
  Object.assign({}, ...infrastructure.carriers.map(({ alarmMetrics }) => alarmMetrics(metricOf)[alarm]))

/** Something happened that should not. Errors, throttles and a line that refuses heal by themselves once; the others do not. */
const happenings = ({ metricOf, settings, infrastructure }: AlarmsProps) => {
  const { labels } = wordsOf(settings)
  const { receiveSms, sendReply, table } = infrastructure
  const lost = {
    failed: metricOf(metricNames.repliesFailed),
    uncertain: metricOf(metricNames.repliesUncertain),
    expired: metricOf(metricNames.repliesExpired),
  }
  const errors = {
    receiveSms: receiveSms.metricErrors(),
    sendReply: sendReply.metricErrors(),
    ...ofCarriers('function-errors', { metricOf, infrastructure }),
    textsFailed: metricOf(metricNames.textsFailed),
    repliesDelayed: metricOf(metricNames.repliesDelayed),
    receiveSmsThrottled: receiveSms.metricThrottles(),
    sendReplyThrottled: sendReply.metricThrottles(),
    ...tableThrottles(table, wordsOf(settings).infrastructure),
  }
  return {
    'dead-letters': happens(sumOf(deadLetterCounts(infrastructure, labels), labels.deadLetters)),
    siege: happens(metricOf(metricNames.siege, { statistic: 'Maximum' })),
    'over-budget': happens(metricOf(silencedBecause('over-budget'))),
    'lost-replies': happens(sumOf(lost, labels.replies)),
    'line-refused': happens(metricOf(metricNames.lineRefused), 2),
    'malformed-texts': happens(
      sumOf(
        {
          texts: metricOf(silencedBecause('malformed')),
          replies: metricOf(metricNames.repliesForged),
        },
        labels.notOurs,
      ),
    ),
    'function-errors': happens(sumOf(errors, labels.errorsAndThrottles), 2),
  } satisfies Partial<Record<AlarmName, Condition>>
}

/** The highest value of a day's hours. It is counted when a reply is booked: so that an hour's pause is no end of the alarm, the last day counts. */
const lately = (metric: IMetric, threshold: number): Condition => ({
  metric,
  threshold,
  evaluationPeriods: 24,
  datapointsToAlarm: 1,
})

/** There is too much of something, or too little. */
const amounts = ({ metricOf, settings, infrastructure }: AlarmsProps) => {
  const { labels } = wordsOf(settings)
  const { textsPerHour, deliverySuccess, spendShare } = settings.alarms
  const highest = (name: CountedName) => metricOf(name, { period: hour, statistic: Stats.MAXIMUM })
  const texts = metricOf(metricNames.textsReceived, { period: hour })
  const throttled = ofCarriers('many-texts', { metricOf, infrastructure })
  return {
    'many-texts': {
      metric:
        Object.keys(throttled).length > 0 ? sumOf({ texts, ...throttled }, labels.textsAndThrottles, hour) : texts,
      threshold: textsPerHour,
      evaluationPeriods: 1,
    },
    spending: lately(highest(metricNames.monthShareBooked), spendShare),
    'month-ahead': lately(highest(metricNames.monthAhead), farAhead),
    'delivery-success': {
      metric: arrivedShare(settings, metricOf),
      threshold: deliverySuccess,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 1,
    },
  } satisfies Partial<Record<AlarmName, Condition>>
}
