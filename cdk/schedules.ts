import { Stack } from 'aws-cdk-lib'
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'
import { allow } from './sms-function.ts'

type ScheduleProps = {
  /** Minute, hour, day of the month, month, day of the week and year, in UTC (user guide, schedule types). */
  readonly cron: string
  readonly topic: ITopic
  readonly message: string
}

/**
 * Creates a schedule of EventBridge Scheduler that publishes a message to a topic. The first 14 million invocations of
 * a month are free (EventBridge's price list, AWSEvents; read 2026-11-30).
 */
export const createSchedule = (scope: Construct, id: string, props: ScheduleProps): CfnSchedule => {
  const { cron, topic, message } = props
  const parts = new Construct(scope, id)
  return new CfnSchedule(parts, 'Schedule', {
    scheduleExpression: `cron(${cron})`,
    flexibleTimeWindow: { mode: 'OFF' },
    // As by default, but what the template doesn't say is no drift, and so isn't undone.
    state: 'ENABLED',
    target: {
      arn: topic.topicArn,
      roleArn: createRole(parts, props).roleArn,
      input: message,
    },
  })
}

/**
 * Creates the role under which Scheduler publishes to a topic, for schedules of this account only (user guide,
 * cross-service-confused-deputy-prevention; read 2026-11-30). What it may not publish is lost without an error.
 */
const createRole = (scope: Construct, { topic }: ScheduleProps): Role => {
  const ofThisAccount = { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } }
  return new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', { conditions: ofThisAccount }),
    inlinePolicies: { Publish: new PolicyDocument({ statements: [allow(['sns:Publish'], topic.topicArn)] }) },
  })
}
