import { z } from 'zod'
import { CloudError } from '../../cloud-error.ts'
import { type Caller, parseJson } from '../../endpoint/call.ts'
import { arnOf, identifiedIn, type Place, type Resource, type ResourceType } from '../../template/resource-type.ts'
import type { Stack } from '../../template/stack.ts'
import { assertAllowed, type Permissions } from '../iam/permissions.ts'
import { lambdaFunction } from '../lambda/resources.ts'
import { topic } from '../sns/sns.ts'

const unreadable = 'must be rate(1 minute), or a cron of each hour, day or month, as cron(0 9 1 * ? *)'

const target = z.strictObject({
  Arn: z.string(),
  RoleArn: z.string().regex(/^arn:aws(-[a-z]+)?:iam::\d{12}:role\/[\w+=,.@/-]+$/, 'must be the ARN of a role'),
  // What Scheduler would hand over without an input isn't documented.
  Input: z
    .string()
    .min(1)
    .refine((input) => !input.includes('<aws.scheduler.'), 'has attributes, which are not replaced here'),
  // How often Scheduler tries again (API reference, RetryPolicy), which it doesn't do here.
  RetryPolicy: z
    .strictObject({
      MaximumEventAgeInSeconds: z.int().min(60).max(86_400),
      MaximumRetryAttempts: z.int().min(0).max(185),
    })
    .partial()
    .optional(),
})

/**
 * A schedule of EventBridge Scheduler that publishes to a topic, or invokes a function (API reference, CreateSchedule;
 * read 2026-11-30).
 */
export const schedule = {
  type: 'AWS::Scheduler::Schedule',
  nameProperty: 'Name',
  properties: z.strictObject({
    ScheduleExpression: z.string().refine((expression) => readExpression(expression) !== undefined, unreadable),
    ScheduleExpressionTimezone: z.enum(['UTC', 'Etc/UTC'], 'only UTC is known here').default('UTC'),
    FlexibleTimeWindow: z.strictObject({ Mode: z.literal('OFF', 'only OFF is known here') }),
    State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
    Target: target,
  }),
  ignored: { Description: 'for people' },
  identify: identifiedIn('scheduler', 'schedule/default/'),
} satisfies ResourceType<unknown>

export type Schedule = Resource<z.infer<typeof schedule.properties>>

/**
 * Names Scheduler as it assumes a role: on behalf of a group of schedules, and not of a schedule (user guide,
 * cross-service-confused-deputy-prevention; read 2026-11-30).
 */
const scheduler = (place: Place): Caller => ({
  kind: 'service',
  principal: 'scheduler.amazonaws.com',
  sourceArn: arnOf('scheduler', place, 'schedule-group/default'),
})

/** Whether a schedule with this target invokes a function, and publishes to no topic. */
export const isFunction = (stack: Stack, targetArn: string): boolean =>
  stack.all(lambdaFunction).some(({ arn }) => arn === targetArn)

/** Names the role of a schedule, once Scheduler has assumed it. */
export const roleOf = ({ ref, properties }: Schedule): Caller => ({
  kind: 'role',
  roleArn: properties.Target.RoleArn,
  session: ref,
})

/**
 * Throws a `CloudError` for a role that Scheduler can't assume, which CreateSchedule refuses ("The execution role you
 * provide must allow AWS EventBridge Scheduler to assume the role": aws-sdk-js-v3, issue 6494), and for one that may
 * not do what it is for: AWS would refuse nothing, and only count what is lost.
 */
export const checkSchedulers = async (stack: Stack, permissions: Permissions): Promise<void> => {
  for (const one of stack.all(schedule)) {
    const { logicalId, properties } = one
    const { Arn, RoleArn, Input } = properties.Target
    const isTopic = stack.all(topic).some(({ arn }) => arn === Arn)
    if (!isTopic && !isFunction(stack, Arn)) throw new CloudError(`${logicalId} lacks its topic or function.`)
    // Lambda takes nothing else (API reference, Invoke).
    if (!isTopic && parseJson(Input) === undefined) throw new CloudError(`${logicalId} hands over what is no JSON.`)
    const assume = { action: 'sts:AssumeRole', resource: RoleArn }
    const act = { action: isTopic ? 'sns:Publish' : 'lambda:InvokeFunction', resource: Arn }
    await assertAllowed(permissions, `Scheduler can't act for ${logicalId}`, scheduler(stack.place), assume)
    await assertAllowed(permissions, `Scheduler can't carry out ${logicalId}`, roleOf(one), act)
  }
}

/** Finds when a schedule runs next after a time, in milliseconds. */
type NextRun = (after: number) => number

/** Reads `rate(1 minute)`, or a cron of each hour, day or month in UTC, as `cron(0 9 1 * ? *)`, and no other. */
export const readExpression = (expression: string): NextRun | undefined =>
  // All runs have a "60 second precision" (user guide, schedule types; read 2026-12-01).
  expression === 'rate(1 minute)' ? (after) => after + minuteMs : readCron(expression)

const [minuteMs, hourMs] = [60_000, 3_600_000]

const readCron = (expression: string): NextRun | undefined => {
  const fields = /^cron\(([0-5]?\d) ([01]?\d|2[0-3]|\*) ([1-9]|[12]\d|3[01]|\*) \* \? \*\)$/.exec(expression)?.slice(1)
  if (fields === undefined) return undefined
  const [minute = 0, hour, day] = fields.map((field) => (field === '*' ? undefined : Number(field)))
  const fits = (time: Date): boolean =>
    (hour ?? time.getUTCHours()) === time.getUTCHours() && (day ?? time.getUTCDate()) === time.getUTCDate()
  return (after) => {
    let time = Math.floor(after / hourMs) * hourMs + minute * minuteMs
    while (time <= after || !fits(new Date(time))) time += hourMs
    return time
  }
}
