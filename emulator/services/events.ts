import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { CloudError } from '../cloud-error.ts'
import { answerJson, ServiceFailure } from '../endpoint/answers.ts'
import { type Call, textParameter } from '../endpoint/call.ts'
import { arnOf, type Place, type Resource, type ResourceType } from '../template/resource-type.ts'
import type { Stack } from '../template/stack.ts'
import { permissionsOn } from './iam/permissions.ts'
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
 * Starts the rules, and answers what is asked of them. EventBridge documents neither whether a rule runs as soon as it is created nor at which
 * second of a minute; here it first runs after one interval.
 */
export const startSchedules = ({ stack, invoke, later, now }: Dependencies) => {
  const rules = new Map(stack.all(scheduleRule).map((rule) => [rule.ref, { rule, ...rule.properties }]))
  const run = async (name: string): Promise<void> => {
    const { rule, State, Targets = [] } = rules.get(name) ?? {}
    if (rule === undefined || State !== 'ENABLED') return
    const event = scheduledEvent(rule, stack.place, now())
    await Promise.all(Targets.map(({ Arn }) => invoke(Arn, event)))
  }
  const repeat = (rule: Rule): void =>
    later(intervalMs(rule), () => {
      repeat(rule)
      void run(rule.ref)
    })
  for (const { rule, State } of rules.values()) if (State === 'ENABLED') repeat(rule)
  return {
    runSchedule: async (rule: string): Promise<void> => {
      const name = rules.has(rule) ? rule : (stack.refs[rule] ?? '')
      if (rules.get(name)?.State !== 'ENABLED') throw new CloudError(`The stack has no enabled schedule ${rule}.`)
      await run(name)
    },
    answerEvents: answerEvents(rules),
  }
}

type State = { readonly rule: Rule } & Pick<Rule['properties'], 'ScheduleExpression' | 'State' | 'Targets'>

/** EventBridge's API for the rules of the default bus (API reference), as far as it looks at rules and stops them. */
const answerEvents = (rules: Map<string, State>) => {
  const named = (Name: unknown): State => {
    const found = rules.get(String(Name))
    if (found !== undefined) return found
    throw new ServiceFailure('ResourceNotFoundException', `Rule ${Name} does not exist on EventBus default.`)
  }
  const change = (Name: unknown, changes: Partial<State>): object => {
    rules.set(String(Name), { ...named(Name), ...changes })
    return {}
  }
  return answerJson('events', {
    DescribeRule: ({ Name }) => {
      const { rule, ScheduleExpression, State } = named(Name)
      return { Name, Arn: rule.arn, ScheduleExpression, State, EventBusName: 'default' }
    },
    ListTargetsByRule: ({ Rule }) => ({ Targets: named(Rule).Targets }),
    EnableRule: ({ Name }) => change(Name, { State: 'ENABLED' }),
    DisableRule: ({ Name }) => change(Name, { State: 'DISABLED' }),
    RemoveTargets: ({ Rule, Ids }) => {
      const ids = Array.isArray(Ids) ? Ids : []
      change(Rule, { Targets: named(Rule).Targets.filter(({ Id }) => !ids.includes(Id)) })
      return { FailedEntryCount: 0, FailedEntries: [] }
    },
    // "Before you can delete the rule, you must remove all targets" (API reference, DeleteRule); one that is not there is no error.
    DeleteRule: ({ Name }) => {
      if ((rules.get(String(Name))?.Targets ?? []).length > 0)
        throw new ServiceFailure('ValidationException', "Rule can't be deleted since it has targets.")
      rules.delete(String(Name))
      return {}
    },
  })
}

const ofRule = (call: Call, place: Place): string =>
  arnOf('events', place, `rule/${textParameter(call, 'Name') || textParameter(call, 'Rule')}`)

export const eventsPermissions = permissionsOn('events', {
  DescribeRule: ofRule,
  ListTargetsByRule: ofRule,
  EnableRule: ofRule,
  DisableRule: ofRule,
  RemoveTargets: ofRule,
  DeleteRule: ofRule,
})

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
