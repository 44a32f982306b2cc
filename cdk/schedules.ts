import { Duration, Stack, Validations } from 'aws-cdk-lib'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'
import { beatCron, beatMessage } from '../shared/rules/beat.ts'
import { allow } from './sms-function.ts'

/** Creates the schedule that publishes a beat to the inbound topic once an hour. */
export const createBeat = (stack: Stack, { topic, key }: { readonly topic: ITopic; readonly key: IKey }): CfnSchedule =>
  createSchedule(stack, 'Beat', {
    cron: beatCron,
    topic,
    key,
    message: beatMessage,
    // Scheduler would try for a day (API reference, RetryPolicy), and a beat then count for another hour than its own.
    patienceSeconds: 15 * 60,
  })

/** Has EventBridge call a poll every minute. What one could not do, the next one does: nothing is tried again. */
export const callEveryMinute = (scope: Construct, id: string, poll: IFunction): Rule => {
  const once = { retryAttempts: 0, maxEventAge: Duration.minutes(1) }
  poll.configureAsyncInvoke(once)
  const rule = new Rule(scope, id, { schedule: Schedule.rate(Duration.minutes(1)) })
  rule.addTarget(new LambdaFunction(poll, once))
  return rule
}

type ScheduleProps = {
  /** A cron of minute, hour, day of the month, month, day of the week and year, in UTC (user guide, schedule types). */
  readonly cron: string
  readonly topic: ITopic
  /** The key that encrypts the topic, if one does. */
  readonly key?: IKey
  readonly message: string
  /** For how long a message that could not be published is tried again; a day if left out. */
  readonly patienceSeconds?: number
}

/**
 * Creates a schedule of EventBridge Scheduler that publishes a message to a topic. The first 14 million invocations of
 * a month are free (EventBridge's price list, AWSEvents; read 2026-11-30).
 */
export const createSchedule = (scope: Construct, id: string, props: ScheduleProps): CfnSchedule => {
  const { cron, topic, message, patienceSeconds } = props
  const parts = new Construct(scope, id)
  return new CfnSchedule(parts, 'Schedule', {
    scheduleExpression: cron,
    flexibleTimeWindow: { mode: 'OFF' },
    // As by default, but what the template doesn't say is no drift, and so isn't undone.
    state: 'ENABLED',
    target: {
      arn: topic.topicArn,
      roleArn: createRole(parts, props).roleArn,
      input: message,
      ...(patienceSeconds !== undefined && { retryPolicy: { maximumEventAgeInSeconds: patienceSeconds } }),
    },
  })
}

/**
 * Creates the role under which Scheduler publishes to a topic, for schedules of this account only (user guide,
 * cross-service-confused-deputy-prevention; read 2026-11-30). What it may not publish is lost without an error.
 */
const createRole = (scope: Construct, { topic, key }: ScheduleProps): Role => {
  const ofThisAccount = { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } }
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', { conditions: ofThisAccount }),
    inlinePolicies: {
      Publish: new PolicyDocument({
        statements: [
          allow(['sns:Publish'], topic.topicArn),
          // What a publisher needs on the key of an encrypted topic (SNS guide, key management).
          ...(key === undefined ? [] : [allow(['kms:Decrypt', 'kms:GenerateDataKey*'], key.keyArn)]),
        ],
      }),
    },
  })
  if (key !== undefined)
    Validations.of(role).acknowledge({
      id: 'AwsSolutions::AwsSolutions-IAM5[Action::kms:GenerateDataKey*]',
      reason: 'The guide of SNS wants the wildcard of those who publish to an encrypted topic.',
    })
  return role
}
