import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { CloudError } from '../cloud-error.ts'
import { arnOf, type Place, type Resource, type ResourceType } from '../template/resource-type.ts'
import type { Stack } from '../template/stack.ts'
import { functionPermission, lambdaFunction } from './lambda/resources.ts'

/** A unit is singular after 1, and plural after any other number (EventBridge user guide, schedule patterns). */
const rate = /^rate\((?:1 (?<unit>minute|hour|day)|(?<value>[2-9]|[1-9]\d+) (?<units>minute|hour|day)s)\)$/

const properties = z.strictObject({
  ScheduleExpression: z.string().regex(rate, 'must be a rate, such as rate(5 minutes)'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Targets: z
    .array(
      z.strictObject({
        Id: z.string(),
        Arn: z.string(),
        // How often EventBridge repeats an event that Lambda doesn't take, which doesn't happen here.
        RetryPolicy: z
          .strictObject({ MaximumEventAgeInSeconds: z.number(), MaximumRetryAttempts: z.number() })
          .partial()
          .optional(),
      }),
    )
    .default([]),
})

type Rule = Resource<z.infer<typeof properties>>

/** A rule that invokes functions at a rate. */
export const scheduleRule: ResourceType<Rule['properties']> = {
  type: 'AWS::Events::Rule',
  nameProperty: 'Name',
  properties,
  ignored: { Description: 'for people' },
  identify: (name, place) => {
    const arn = arnOf('events', place, `rule/${name}`)
    return { arn, ref: name, attributes: { Arn: arn } }
  },
}

/**
 * Throws a `CloudError` for a rule that EventBridge can't carry out: the function's policy must let `events.amazonaws.com` invoke it
 * (EventBridge user guide, troubleshooting: "My rule ran but my Lambda function wasn't invoked").
 */
export const checkSchedules = (stack: Stack): void => {
  for (const { logicalId, arn, properties } of stack.all(scheduleRule))
    for (const { Arn } of properties.Targets) {
      const target = stack.all(lambdaFunction).find((one) => one.arn === Arn)
      if (target === undefined) throw new CloudError(`${logicalId} lacks its function.`)
      const isAllowed = stack
        .all(functionPermission)
        .map(({ properties }) => properties)
        .some(
          ({ Action, FunctionName, Principal, SourceArn = arn }) =>
            Action === 'lambda:InvokeFunction' &&
            [target.arn, target.ref].includes(FunctionName) &&
            Principal === 'events.amazonaws.com' &&
            SourceArn === arn,
        )
      if (!isAllowed)
        throw new CloudError(
          `EventBridge can't carry out ${logicalId}: the template doesn't allow lambda:InvokeFunction on ${target.arn} to events.amazonaws.com.`,
        )
    }
}

type Dependencies = {
  readonly stack: Stack
  /** Invokes a function asynchronously. Resolves when its first attempt has finished. */
  readonly invoke: (functionArn: string, event: unknown) => Promise<void>
  readonly later: (delayMs: number, work: () => void) => void
  readonly now: () => Date
}

/**
 * Starts the enabled rules. EventBridge documents neither whether a rule runs as soon as it is created nor at which second of a minute; here
 * it first runs after one interval.
 */
export const startSchedules = ({ stack, invoke, later, now }: Dependencies) => {
  const run = async (rule: Rule): Promise<void> => {
    const event = scheduledEvent(rule, stack.place, now())
    await Promise.all(rule.properties.Targets.map(({ Arn }) => invoke(Arn, event)))
  }
  const repeat = (rule: Rule): void =>
    later(intervalMs(rule), () => {
      repeat(rule)
      void run(rule)
    })
  const enabled = stack.all(scheduleRule).filter(({ properties }) => properties.State === 'ENABLED')
  enabled.forEach(repeat)
  return {
    runSchedule: async (name: string): Promise<void> => {
      const rule = enabled.find(({ ref }) => ref === name)
      if (rule === undefined) throw new CloudError(`The stack has no enabled schedule ${name}.`)
      await run(rule)
    },
  }
}

const unitMs: { readonly [unit: string]: number } = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/** Timers of Node take 24 days at most, for which no cloud runs. */
const longestMs = 2 ** 31 - 1

const intervalMs = ({ properties }: Rule): number => {
  const { unit, value = '1', units } = rate.exec(properties.ScheduleExpression)?.groups ?? {}
  return Math.min(Number(value) * (unitMs[unit ?? units ?? ''] ?? longestMs), longestMs)
}

/** The event of a rule that runs on a schedule (EventBridge user guide, schedule AWS Lambda functions). Its time has no milliseconds. */
const scheduledEvent = ({ arn }: Rule, { accountId, region }: Place, now: Date) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: accountId,
  time: now.toISOString().replace(/\.\d+Z$/, 'Z'),
  region,
  resources: [arn],
  detail: {},
})
