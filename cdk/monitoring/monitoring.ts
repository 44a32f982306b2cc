import { Duration, Stack } from 'aws-cdk-lib'
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  type IWidget,
  PeriodOverride,
  Row,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch'
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'
import type { Settings } from '../../settings/schema.ts'
import { minute } from '../../shared/rules/timing.ts'
import type { StageCarrier } from '../carrier.ts'
import { alarms, letPublish } from '../encryption.ts'
import { createPublishing } from '../schedules.ts'
import type { Infrastructure } from './alarms/texts.ts'
import { createAlarms } from './alarms.ts'
import { createMetricOf } from './metrics.ts'
import { createOverview } from './overview.ts'
import { wordsOf } from './words/words.ts'

type MonitoringProps = {
  readonly stage: string
  readonly settings: Settings
  readonly carriers: readonly StageCarrier[]
  readonly infrastructure: Infrastructure
}

/** The monitoring of a stage for volunteers: one dashboard, few alarms, the topic that e-mails them, and a reminder. */
export class Monitoring extends Construct {
  readonly alerts: Topic
  readonly alarmNames: readonly string[]

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id)
    const { stage, settings, carriers, infrastructure } = props
    const metricOf = createMetricOf(stage)
    this.alerts = createAlertTopic(this, settings.alertEmails)
    createReminder(this, this.alerts, stage, settings)
    const alarms = createAlarms(this, { stage, settings, carriers, metricOf, infrastructure, alerts: this.alerts })
    this.alarmNames = alarms.map(({ node }) => node.id)
    const dashboard = new Dashboard(new Construct(this, 'Dashboards'), 'Dashboard', {
      dashboardName: dashboardNameOf(Stack.of(this)),
      defaultInterval: Duration.days(1),
      periodOverride: PeriodOverride.INHERIT,
    })
    dashboard.addWidgets(header(stage, settings, alarms))
    const queues = { texts: infrastructure.texts.queue, replies: infrastructure.replies.queue }
    for (const row of createOverview({ metricOf, settings, carriers, ...queues })) dashboard.addWidgets(row)
  }
}

/** Dashboards are of no region, so each region's has it in its name (aws-parallelcluster, pull request 2231). */
export const dashboardNameOf = ({ stackName, region }: Stack): string => `${stackName}-${region}`

const header = (stage: string, settings: Settings, alarms: readonly Alarm[]): IWidget => {
  const { header, runbookFile } = wordsOf(settings)
  const runbook = settings.runbookUrl === undefined ? runbookFile : header.link(settings.runbookUrl)
  const markdown = [`# Anti-relou, ${stage}`, header.runbook(runbook), header.days].join('\n\n')
  return new Row(
    new TextWidget({ markdown, width: 12, height: 4 }),
    new AlarmStatusWidget({ title: header.alarms, alarms: [...alarms], width: 12, height: 4 }),
  )
}

/**
 * Creates the topic that mails alarms to each address that its owner has confirmed. It does without the key, or what
 * ends the key would end the mails that say so, too.
 */
const createAlertTopic = (scope: Construct, emails: readonly string[]): Topic => {
  const stack = Stack.of(scope)
  const topic = new Topic(scope, 'Alerts', { enforceSSL: true, displayName: stack.stackName })
  letPublish(topic, alarms(stack))
  for (const email of new Set(emails)) topic.addSubscription(new EmailSubscription(email))
  return topic
}

/** Creates the schedule that mails volunteers once a month what no program can try: a text, by hand, from a phone. */
const createReminder = (scope: Construct, alerts: ITopic, stage: string, settings: Settings): void => {
  createPublishing(scope, 'Reminder', {
    cron: 'cron(0 9 1 * ? *)',
    topic: alerts,
    message: reminderOf(stage, settings),
  })
}

/** Writes the mail: what to do, where to read on, and that its coming is itself a trial. */
const reminderOf = (stage: string, settings: Settings): string => {
  const { reminder, runbookFile } = wordsOf(settings)
  const { lines, countries, replyDelay, runbookUrl } = settings
  return [
    reminder.askForText(stage, lines.length, countries.join(', '), Math.ceil(replyDelay.max / minute)),
    reminder.otherwise(`${runbookUrl ?? runbookFile}#${reminder.section}`),
    reminder.askForTrial(stage),
    reminder.isExpected,
  ].join('\n')
}
