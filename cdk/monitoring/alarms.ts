import { Alarm, type CfnAlarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import { receivedUsdOf } from '../../settings/carriers.ts'
import { operatorLanguageOf } from '../../settings/operators.ts'
import type { Settings } from '../../settings/schema.ts'
import { carriers as traits } from '../../shared/rules/carriers.ts'
import { serviceName } from '../../shared/rules/telemetry.ts'
import type { StageCarrier } from '../carrier.ts'
import type { AlarmRow, Watched } from './alarm.ts'
import { monthAhead, overBudget, siege, spending } from './alarms/budgets.ts'
import { noHeartbeat, notHeard } from './alarms/heartbeat.ts'
import { forgedReplies, lineRefused, lostReplies, repliesRefused, repliesUndelivered } from './alarms/replies.ts'
import { deadLetters, functionErrors, type Infrastructure, malformedTexts, manyTexts } from './alarms/texts.ts'
import { wordsOf } from './words/words.ts'

const ofEveryStage = (infrastructure: Infrastructure, settings: Settings) => ({
  'dead-letters': deadLetters(infrastructure),
  siege: siege(settings),
  'over-budget': overBudget,
  'month-ahead': monthAhead,
  'lost-replies': lostReplies,
  'forged-replies': forgedReplies,
  'malformed-texts': malformedTexts,
  'function-errors': functionErrors(infrastructure),
  'not-heard': notHeard,
  'no-heartbeat': noHeartbeat,
})

const ofEachCarrier = {
  'line-refused': lineRefused,
  'replies-refused': repliesRefused,
  'replies-undelivered': repliesUndelivered,
}

type NamedAlarm = AlarmRow & {
  readonly section: string
  /** Its carrier, if several carriers of the stage have an alarm of this name. */
  readonly carrier?: string | undefined
}

const named = (rows: { readonly [name: string]: AlarmRow }, carrier?: string): readonly NamedAlarm[] =>
  Object.entries(rows).map(([section, row]) => ({ ...row, section, carrier }))

type AlarmsProps = Watched & {
  readonly stage: string
  readonly carriers: readonly StageCarrier[]
  readonly infrastructure: Infrastructure
  readonly alerts: ITopic
}

const alarmsOf = ({ carriers, infrastructure, settings }: AlarmsProps): readonly NamedAlarm[] => [
  ...named(ofEveryStage(infrastructure, settings)),
  ...(receivedUsdOf(settings) > 0 ? named({ 'many-texts': manyTexts(infrastructure, settings) }) : []),
  ...(carriers.some(({ name }) => traits[name].paid) ? named({ spending }) : []),
  ...carriers.flatMap((carrier) => {
    const rows = Object.entries(ofEachCarrier).map(([name, rowOf]) => [name, rowOf(carrier)] as const)
    return named(Object.fromEntries(rows), carriers.length > 1 ? carrier.name : undefined)
  }),
  ...infrastructure.resources.flatMap(({ alarms = {} }) => named(alarms)),
]

/** Creates every alarm. Missing data raises only those on silence, because a quiet night is not an outage. */
export const createAlarms = (scope: Construct, props: AlarmsProps): readonly Alarm[] =>
  alarmsOf(props).map((row) => {
    const name = row.carrier === undefined ? row.section : `${row.section}-${row.carrier}`
    const alarm = new Alarm(scope, name, {
      alarmName: `${serviceName(props.stage)}-${name}`,
      alarmDescription: describe(row, props.stage, props.settings),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...row.condition(props),
    })
    if (row.warmUpHours !== undefined)
      (alarm.node.defaultChild as CfnAlarm).warmUpConfiguration = {
        warmUpPeriodDurationInMinutes: 60 * row.warmUpHours,
        onlyStartEvaluatingAfterWarmUpPeriodEnds: true,
      }
    // No message when an alarm ends: every deployment would send a dozen, and the dashboard shows it.
    alarm.addAlarmAction(new SnsAction(props.alerts))
    return alarm
  })

/** The description, which the alarm's mail quotes. The command has a line of its own, to be selected by a finger. */
const describe = ({ words, command, section, carrier }: NamedAlarm, stage: string, settings: Settings): string => {
  const { description, runbookFile } = wordsOf(settings)
  const { title, wait, first, hurt, means } = words[operatorLanguageOf(settings)]
  return [
    `${carrier === undefined ? title : `${title} (${carrier})`}. ${wait}`,
    description.first(first),
    `${command} --stage ${stage} --region ${settings.region}`,
    description.hurt(hurt),
    description.means(means),
    description.runbook(`${settings.runbookUrl ?? runbookFile}#${section}`),
  ].join('\n')
}
