import { Duration, Stack, Validations } from 'aws-cdk-lib'
import { type IRole, PolicyDocument, type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { Schedule, ScheduleExpression, type ScheduleProps, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler'
import { LambdaInvoke, SnsPublish } from 'aws-cdk-lib/aws-scheduler-targets'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'
import { beatCron, beatMessage, everyMinute } from '../shared/rules/beat.ts'
import { allow } from './sms-function.ts'

/** Has a beat published to the inbound topic once an hour. */
export const createBeat = (stack: Stack, topic: ITopic): Schedule =>
  // Scheduler would try for a day (API reference, RetryPolicy), and a beat then count for another hour.
  createPublishing(stack, 'Beat', { cron: beatCron, topic, message: beatMessage, tryFor: Duration.minutes(15) })

type Publishing = {
  /** A cron of minute, hour, day of the month, month, day of the week and year, in UTC (user guide, schedule types). */
  readonly cron: string
  readonly topic: ITopic
  readonly message: string
  /** For how long a message that could not be published is tried again; a day if left out. */
  readonly tryFor?: Duration
}

/** Has Scheduler publish a message to a topic. */
export const createPublishing = (scope: Construct, id: string, publishing: Publishing): Schedule => {
  const { cron, topic, message, tryFor } = publishing
  const key = topic.masterKey
  const input = ScheduleTargetInput.fromText(message)
  return createSchedule(scope, id, {
    expression: cron,
    calls: [
      allow(['sns:Publish'], topic.topicArn),
      // What a publisher needs on the key of an encrypted topic (SNS guide, key management).
      ...(key === undefined ? [] : [allow(['kms:Decrypt', 'kms:GenerateDataKey*'], key.keyArn)]),
    ],
    targetFor: (role) => new SnsPublish(topic, { role, input, ...(tryFor && { maxEventAge: tryFor }) }),
  })
}

/** Has Scheduler call a poll every minute. What one could not do, the next one does: nothing is tried again. */
export const callEveryMinute = (scope: Construct, id: string, poll: IFunction): Schedule => {
  const once = { retryAttempts: 0, maxEventAge: Duration.minutes(1) }
  poll.configureAsyncInvoke(once)
  return createSchedule(scope, id, {
    expression: everyMinute,
    calls: [allow(['lambda:InvokeFunction'], poll.functionArn)],
    targetFor: (role) => new LambdaInvoke(poll, { role, input: ScheduleTargetInput.fromObject({}), ...once }),
  })
}

type Scheduled = {
  readonly expression: string
  /** What the schedule's role allows. */
  readonly calls: PolicyStatement[]
  readonly targetFor: (role: IRole) => ScheduleProps['target']
}

/**
 * Creates a schedule of EventBridge Scheduler, and the role under which it acts, for this account only (user guide,
 * cross-service-confused-deputy-prevention; read 2026-11-30). The first 14 million invocations of a month are free
 * (EventBridge's price list, AWSEvents; read 2026-11-30).
 */
const createSchedule = (scope: Construct, id: string, { expression, calls, targetFor }: Scheduled): Schedule => {
  const parts = new Construct(scope, id)
  const conditions = { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } }
  const role = new Role(parts, 'Role', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', { conditions }),
    inlinePolicies: { Calls: new PolicyDocument({ statements: calls }) },
  })
  Validations.of(role).acknowledge({
    id: 'AwsSolutions::AwsSolutions-IAM5[Action::kms:GenerateDataKey*]',
    reason: 'The guide of SNS wants the wildcard of those who publish to an encrypted topic.',
  })
  return new Schedule(parts, 'Schedule', {
    schedule: ScheduleExpression.expression(expression),
    // The CDK would allow more: each version of a function, too.
    target: targetFor(role.withoutPolicyUpdates()),
  })
}
