import { Duration } from 'aws-cdk-lib'
import {
  Alarm,
  ComparisonOperator,
  type CreateAlarmOptions,
  type IMetric,
  MathExpression,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'

import type { Settings } from '../../settings/schema.ts'
import { farAhead } from '../../shared/rules/shares.ts'
import {
  type CountedName,
  lineRefusedBy,
  metricNames,
  repliesRefusedBy,
  serviceName,
  silencedBecause,
  submittedTo,
} from '../../shared/rules/telemetry.ts'
import type { StageCarrier } from '../carrier.ts'
import type { AlarmName, OwnAlarm } from './alarm.ts'
import { alarmsOf, describe } from './alarms-of-stage.ts'
import { deadLetterCounts, type Infrastructure, lostByTopics } from './infrastructure.ts'
import { daily, hour, type MetricOf, sumOf } from './metrics.ts'
import { wordsOf } from './words/words.ts'

type AlarmsProps = {
  readonly stage: string
  readonly settings: Settings
  readonly carriers: readonly StageCarrier[]
  readonly metricOf: MetricOf
  readonly infrastructure: Infrastructure
  readonly alerts: ITopic
}

/** Creates every alarm that the stage needs. Missing data raises only the alarms on silence, because a quiet night is not an outage. */
export const createAlarms = (scope: Construct, props: AlarmsProps): readonly Alarm[] => {
  const conditions: Readonly<Record<AlarmName, Condition>> = { ...happenings(props), ...amounts(props) }
  return alarmsOf(props.carriers).map((stageAlarm) => {
    const { name, own } = stageAlarm
    const alarm = new Alarm(scope, name, {
      alarmName: `${serviceName(props.stage)}-${name}`,
      alarmDescription: describe(stageAlarm, props.stage, props.settings, props.carriers),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...(own === undefined ? conditions[name] : ownCondition(own, props)),
    })
    // No message when an alarm ends: every deployment would send a dozen, and the dashboard shows it.
    alarm.addAlarmAction(new SnsAction(props.alerts))
    return alarm
  })
}

type Condition = CreateAlarmOptions & { readonly metric: IMetric }

/**
 * An alarm that is raised when `times` of the last periods of five minutes are above 0 and ends when fewer are, an hour after the incident
 * unless it looks back further, so that an incident sends one message.
 */
const happens = (metric: IMetric, times = 1, hours = 1): Condition => ({
  metric,
  threshold: 0,
  evaluationPeriods: 12 * hours,
  datapointsToAlarm: times,
})

/**
 * Any two hours have an attempt of a reply that waits, and any three hours have two: in the end, each is tried once an hour. In the first ten
 * minutes it is tried often enough to fill two periods.
 */
const [hoursOfAttempt, hoursOfTwoAttempts] = [2, 3]

const ownCondition = ({ on }: OwnAlarm, { metricOf, infrastructure }: AlarmsProps): Condition => {
  if (on !== 'silence') return happens(on(metricOf), 1, hoursOfAttempt)
  const heartbeat = infrastructure.resources.find((carrier) => carrier.heartbeat)?.heartbeat
  if (heartbeat === undefined) throw new Error('A carrier has an alarm on silence, and no heartbeat')
  return isSilent(heartbeat)
}

/** An alarm that is raised when nothing has happened for a quarter of an hour. A metric that nobody emits has no data, and not 0. */
const isSilent = (metric: IMetric): Condition => ({
  metric,
  threshold: 1,
  comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
  evaluationPeriods: 3,
  treatMissingData: TreatMissingData.BREACHING,
})

/** The metrics that carriers add to the sum of an alarm. */
const ofCarriers = (
  alarm: 'function-errors' | 'many-texts',
  { metricOf, infrastructure }: Pick<AlarmsProps, 'metricOf' | 'infrastructure'>,
): Readonly<Record<string, IMetric>> =>
  Object.assign({}, ...infrastructure.resources.map(({ alarmMetrics }) => alarmMetrics?.(metricOf)[alarm]))

/**
 * Alarms for events that should not happen. A single error, throttle or refusal of a line heals by itself, so these alarms need
 * two periods; the others need one.
 */
const happenings = ({ metricOf, settings, carriers, infrastructure }: AlarmsProps) => {
  const { labels } = wordsOf(settings)
  const { receiveSms, sendReply } = infrastructure
  const lost = {
    failed: metricOf(metricNames.repliesFailed),
    uncertain: metricOf(metricNames.repliesUncertain),
    expired: metricOf(metricNames.repliesExpired),
  }
  const refusals = carriers.map(({ name }) => [name, metricOf(lineRefusedBy(name))] as const)
  // A throttle of the table that lasts is a text that failed or a reply that is delayed. The table's own metrics must stay out: an alarm on
  // such a metric ignores missing data whatever it is told (API reference, PutMetricAlarm), so it would not end.
  const errors = {
    receiveSms: receiveSms.metricErrors(),
    sendReply: sendReply.metricErrors(),
    ...ofCarriers('function-errors', { metricOf, infrastructure }),
    textsFailed: metricOf(metricNames.textsFailed),
    repliesDelayed: metricOf(metricNames.repliesDelayed),
    receiveSmsThrottled: receiveSms.metricThrottles(),
    sendReplyThrottled: sendReply.metricThrottles(),
  }
  return {
    'dead-letters': happens(
      sumOf({ ...deadLetterCounts(infrastructure, labels), ...lostByTopics(infrastructure) }, labels.deadLetters),
    ),
    siege: happens(metricOf(metricNames.siege, { statistic: 'Maximum' })),
    'over-budget': happens(metricOf(silencedBecause('over-budget'))),
    'lost-replies': happens(sumOf(lost, labels.replies)),
    'line-refused': happens(sumOf(Object.fromEntries(refusals), labels.times), 2, hoursOfTwoAttempts),
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

/**
 * An alarm on the highest hourly value of the last day. The metric is only counted when a reply is booked, and an hour without
 * bookings must not end the alarm.
 */
const lately = (metric: IMetric, threshold: number): Condition => ({
  metric,
  threshold,
  evaluationPeriods: 24,
  datapointsToAlarm: 1,
})

/** As many refused replies in a row are no accident, if the limits allow no sender that many within `hoursOfReplies`. */
const manyRefused = 3
const hoursOfReplies = Duration.hours(3)

/**
 * Raised when a few hours hold replies that were refused by carriers that accepted none: what one accepts says nothing of another. The hours are one
 * period, because an alarm can't add up several; CloudWatch moves it along every minute (user guide, alarm evaluation window). It ends after as many
 * hours without.
 */
const refusedOnly = ({ settings, carriers, metricOf }: AlarmsProps): Condition => {
  const label = wordsOf(settings).labels.refusedOnly
  const refusals = carriers.map(({ name: carrier }): readonly [string, IMetric] => {
    const [accepted, refused] = [`accepted_${carrier}`, `refused_${carrier}`]
    const usingMetrics = {
      [accepted]: metricOf(submittedTo(carrier)),
      [refused]: metricOf(repliesRefusedBy(carrier)),
    }
    const expression = `IF(FILL(${accepted}, 0) > 0, 0, ${refused})`
    return [carrier, new MathExpression({ expression, usingMetrics, label, period: hoursOfReplies })]
  })
  return {
    metric: sumOf(Object.fromEntries(refusals), label, hoursOfReplies),
    threshold: manyRefused - 1,
    evaluationPeriods: 2,
    datapointsToAlarm: 1,
  }
}

/** So many times more texts than usual ring in a siege: it has sent a mail already, and what receiving costs is worth a second one only now. */
const manyInSiege = 20

/**
 * The texts of an hour, less those that a siege in it excuses, so that a siege wakes people once. A composite alarm that siege suppresses
 * would send its mail when the siege ends (API reference, PutCompositeAlarm, ActionsSuppressorExtensionPeriod), and costs more.
 */
const textsBesidesSiege = ({ metricOf, settings, infrastructure }: AlarmsProps): IMetric => {
  const counted = {
    texts: metricOf(metricNames.textsReceived),
    ...ofCarriers('many-texts', { metricOf, infrastructure }),
  }
  const siege = metricOf(metricNames.siege, { statistic: Stats.MAXIMUM })
  return new MathExpression({
    expression: `SUM([${Object.keys(counted).join(', ')}]) - FILL(siege, 0) * ${(manyInSiege - 1) * settings.alarms.textsPerHour}`,
    usingMetrics: { ...counted, siege },
    label: wordsOf(settings).labels.textsBesidesSiege,
    period: hour,
  })
}

/** Alarms for too much of something, or too little. */
const amounts = (props: AlarmsProps) => {
  const { metricOf, settings } = props
  const { textsPerHour, deliverySuccess, spendShare } = settings.alarms
  const highest = (name: CountedName) => metricOf(name, { period: hour, statistic: Stats.MAXIMUM })
  return {
    'many-texts': {
      metric: textsBesidesSiege(props),
      threshold: textsPerHour,
      evaluationPeriods: 1,
    },
    'replies-refused': refusedOnly(props),
    spending: lately(highest(metricNames.monthShareBooked), spendShare),
    'month-ahead': lately(highest(metricNames.monthAhead), farAhead),
    'delivery-success': {
      metric: arrivedShare(props),
      threshold: deliverySuccess,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 1,
    },
  } satisfies Partial<Record<AlarmName, Condition>>
}

/**
 * If fewer replies than this are lost in a day, the share counts as 1: 5 to 10 % always are, since phones are switched off and numbers faked. At
 * 13 replies a day, two mails a month were about nothing else while two lost ones of nine were enough (npm run mails).
 */
const least = 6

/** The share of a day's replies that arrived. With several carriers, it is the lowest of their shares. */
const arrivedShare = ({ settings, carriers, metricOf }: AlarmsProps): IMetric => {
  const label = wordsOf(settings).labels.arrivedShare
  const shares = carriers.map(({ name, arrivedShare }): readonly [string, IMetric] => [
    name,
    arrivedShare(metricOf, least, label),
  ])
  const [, lowest] = shares.reduce(([soFar, worst], [carrier, share], i) => {
    const both = Object.fromEntries([
      [carrier, share],
      [soFar, worst],
    ])
    return [`worst${i}`, daily(`IF(${carrier} < ${soFar}, ${carrier}, ${soFar})`, both, label)]
  })
  return lowest
}
