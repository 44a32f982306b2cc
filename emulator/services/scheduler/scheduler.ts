import { PublishCommand } from '@aws-sdk/client-sns'
import { CloudError } from '../../cloud-error.ts'
import { answerJson, ServiceFailure } from '../../endpoint/answers.ts'
import { textParameter } from '../../endpoint/call.ts'
import type { Route } from '../../endpoint/request.ts'
import type { Later } from '../../journal.ts'
import { arnOf } from '../../template/resource-type.ts'
import type { Stack } from '../../template/stack.ts'
import { type Credentials, createClients } from '../iam/credentials.ts'
import { permissionsOn } from '../iam/permissions.ts'
import type { InvokeAsynchronously } from '../lambda/functions.ts'
import { isFunction, readExpression, roleOf, type Schedule, schedule } from './resources.ts'

/** Timers of Node take 24 days at most. */
const longestMs = 2 ** 31 - 1

type CarryOut = (schedule: Schedule) => Promise<void>

/**
 * Starts the schedules. A cron runs at the beginning of its minute, where AWS may take the whole of it ("60 second
 * precision": user guide, schedule types; read 2026-11-30).
 */
export const startScheduler = (stack: Stack, carryOut: CarryOut, later: Later, now: () => Date) => {
  const schedules = new Map(stack.all(schedule).map((one) => [one.ref, one]))
  const enabled = (name = ''): Schedule | undefined => {
    const one = schedules.get(name)
    return one?.properties.State === 'ENABLED' ? one : undefined
  }
  const repeat = (one: Schedule): void => {
    const nextRun = readExpression(one.properties.ScheduleExpression)
    if (nextRun !== undefined) waitUntil(nextRun(now().getTime()), one)
  }
  const waitUntil = (due: number, one: Schedule): void => {
    const left = due - now().getTime()
    if (left > 0) later(Math.min(left, longestMs), () => waitUntil(due, one))
    else {
      repeat(one)
      void carryOut(one)
    }
  }
  for (const one of schedules.values()) if (enabled(one.ref)) repeat(one)
  return {
    /** Runs the schedule with this name or logical id. Resolves when its message is published, or its function done. */
    runSchedule: async (name: string): Promise<void> => {
      const one = enabled(name) ?? enabled(stack.refs[name])
      if (one === undefined) throw new CloudError(`The stack has no enabled schedule ${name}.`)
      await carryOut(one)
    },
    answerScheduler: answerJson('scheduler', {
      GetSchedule: ({ Name, groupName = 'default' }) => {
        const one = groupName === 'default' ? schedules.get(String(Name)) : undefined
        if (one === undefined) throw new ServiceFailure('ResourceNotFoundException', `Schedule ${Name} does not exist.`)
        return { Name, GroupName: 'default', Arn: one.arn, ...one.properties }
      },
    }),
  }
}

/**
 * Hands the input of a schedule to its function, or publishes it under its role. What is denied is lost, as on AWS
 * without a dead-letter queue.
 */
export const createCarryOut =
  (stack: Stack, credentials: Credentials, invoke: InvokeAsynchronously): CarryOut =>
  async (one) => {
    const { place } = stack
    const { Arn, Input } = one.properties.Target
    if (isFunction(stack, Arn)) return invoke(Arn, JSON.parse(Input))
    const { sns } = createClients(place, credentials, roleOf(one))
    await sns.send(new PublishCommand({ TopicArn: Arn, Message: Input })).catch(() => {})
  }

/** The supported route of Scheduler's REST API (API reference, GetSchedule). */
export const schedulerRoutes: readonly Route[] = [
  { action: 'GetSchedule', method: 'GET', path: /^\/schedules\/(?<Name>[\w.-]+)$/ },
]

/** A schedule is known by its group and its name (service authorization reference, EventBridge Scheduler). */
export const schedulerPermissions = permissionsOn('scheduler', (call, place) =>
  arnOf('scheduler', place, `schedule/${textParameter(call, 'groupName') || 'default'}/${textParameter(call, 'Name')}`),
)
