import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { CloudError } from '../cloud-error.ts'
import { answerJson, ServiceFailure } from '../endpoint/answers.ts'
import { textParameter } from '../endpoint/call.ts'
import type { Later } from '../journal.ts'
import { arnOf, identifiedIn, type Place, type Resource, type ResourceType } from '../template/resource-type.ts'
import type { Stack } from '../template/stack.ts'
import { permissionsOn } from './iam/permissions.ts'
import type { InvokeAsynchronously } from './lambda/functions.ts'

/** A unit is singular after 1, and plural after any other number (EventBridge user guide, schedule patterns). */
const rate = /^rate\((1 (?:minute|hour|day)|(?:[2-9]|[1-9]\d+) (?:minute|hour|day)s)\)$/

/** A rule that invokes functions at a rate. */
export const scheduleRule = {
  type: 'AWS::Events::Rule',
  nameProperty: 'Name',
  properties: z.strictObject({
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
  }),
  ignored: { Description: 'for people' },
  identify: identifiedIn('events', 'rule/'),
} satisfies ResourceType<unknown>

type Rule = Resource<z.infer<typeof scheduleRule.properties>>

/** Starts the rules, first after an interval. When EventBridge first runs one, or at which second, isn't documented. */
export const startSchedules = (stack: Stack, invoke: InvokeAsynchronously, later: Later, now: () => Date) => {
  const rules = new Map(stack.all(scheduleRule).map((rule) => [rule.ref, rule]))
  const enabled = (name = ''): Rule | undefined => {
    const rule = rules.get(name)
    return rule?.properties.State === 'ENABLED' ? rule : undefined
  }
  const run = async (rule: Rule): Promise<void> => {
    const event = scheduledEvent(rule, stack.place, now())
    await Promise.all(rule.properties.Targets.map(({ Arn }) => invoke(Arn, event)))
  }
  const repeat = (rule: Rule): void =>
    later(intervalMs(rule), () => {
      repeat(rule)
      const current = enabled(rule.ref)
      if (current !== undefined) void run(current)
    })
  for (const rule of rules.values()) if (enabled(rule.ref)) repeat(rule)
  return {
    /** Runs the rule with this name or logical id. Resolves when the functions that it invokes have finished. */
    runSchedule: async (name: string): Promise<void> => {
      const rule = enabled(name) ?? enabled(stack.refs[name])
      if (rule === undefined) throw new CloudError(`The stack has no enabled schedule ${name}.`)
      await run(rule)
    },
    answerEvents: answerEvents(rules),
  }
}

/** EventBridge's API for the rules of the default bus (API reference), as far as it looks at rules and stops them. */
const answerEvents = (rules: Map<string, Rule>) => {
  const named = (Name: unknown): Rule => {
    const found = rules.get(String(Name))
    if (found !== undefined) return found
    throw new ServiceFailure('ResourceNotFoundException', `Rule ${Name} does not exist on EventBus default.`)
  }
  const change = (rule: Rule, changes: Partial<Rule['properties']>): object => {
    rules.set(rule.ref, { ...rule, properties: { ...rule.properties, ...changes } })
    return {}
  }
  return answerJson('events', {
    DescribeRule: ({ Name }) => {
      const { arn, properties } = named(Name)
      const { ScheduleExpression, State } = properties
      return { Name, Arn: arn, ScheduleExpression, State, EventBusName: 'default' }
    },
    ListTargetsByRule: ({ Rule }) => ({ Targets: named(Rule).properties.Targets }),
    DisableRule: ({ Name }) => change(named(Name), { State: 'DISABLED' }),
    RemoveTargets: ({ Rule, Ids }) => {
      const [rule, ids] = [named(Rule), Array.isArray(Ids) ? Ids : []]
      change(rule, { Targets: rule.properties.Targets.filter(({ Id }) => !ids.includes(Id)) })
      return { FailedEntryCount: 0, FailedEntries: [] }
    },
    // "Before you can delete the rule, you must remove all targets" (API, DeleteRule). An unknown one is no error.
    DeleteRule: ({ Name }) => {
      if ((rules.get(String(Name))?.properties.Targets ?? []).length > 0)
        throw new ServiceFailure('ValidationException', "Rule can't be deleted since it has targets.")
      rules.delete(String(Name))
      return {}
    },
  })
}

export const eventsPermissions = permissionsOn('events', (call, place) =>
  arnOf('events', place, `rule/${textParameter(call, 'Name') || textParameter(call, 'Rule')}`),
)

const unitMs: { readonly [unit: string]: number } = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/** Timers of Node take 24 days at most, for which no cloud runs. */
const longestMs = 2 ** 31 - 1

const intervalMs = ({ properties }: Rule): number => {
  const [value, unit = ''] = rate.exec(properties.ScheduleExpression)?.[1]?.split(' ') ?? []
  return Math.min(Number(value) * (unitMs[unit.replace(/s$/, '')] ?? longestMs), longestMs)
}

/** The event of a schedule (EventBridge user guide, schedule AWS Lambda functions), in whole seconds. */
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
