import { z } from 'zod'
import { answerJson, ServiceFailure } from '../../endpoint/answers.ts'
import { textParameter } from '../../endpoint/call.ts'
import { arnOf } from '../../template/resource-type.ts'
import type { Stack } from '../../template/stack.ts'
import { permissionsOn } from '../iam/permissions.ts'
import { metricStat } from './alarm-properties.ts'
import { type AlarmStates, alarm } from './alarms.ts'
import { alignedEnd, type MetricData, periodsUntil } from './query.ts'

type Sources = { readonly dataOf: MetricData; readonly alarmStates: AlarmStates }

/** The CloudWatch API for metrics and alarms, without metric math. */
export const createCloudWatchActions = (stack: Stack, { dataOf, alarmStates }: Sources) => {
  const muted = new Set<string>()
  return answerJson('monitoring', {
    GetMetricData: (parameters) => {
      const asked = request.parse(parameters)
      return { MetricDataResults: asked.MetricDataQueries.map((query) => resultOf(query, asked, dataOf)) }
    },
    DescribeAlarms: ({ AlarmNamePrefix = '' }) => {
      const actions = new Map(stack.all(alarm).map(({ ref, properties }) => [ref, properties.AlarmActions]))
      const alarms = alarmStates.at(Date.now()).filter(({ name }) => name.startsWith(String(AlarmNamePrefix)))
      return {
        CompositeAlarms: [],
        MetricAlarms: alarms.map(({ name, description, state, since }) => ({
          AlarmName: name,
          AlarmDescription: description,
          ActionsEnabled: !muted.has(name),
          AlarmActions: actions.get(name) ?? [],
          StateValue: state,
          StateUpdatedTimestamp: Date.parse(since) / 1000,
        })),
      }
    },
    DisableAlarmActions: (parameters) => {
      for (const name of namesRequest.parse(parameters).AlarmNames) muted.add(name)
      return {}
    },
    EnableAlarmActions: (parameters) => {
      for (const name of namesRequest.parse(parameters).AlarmNames) muted.delete(name)
      return {}
    },
    SetAlarmState: (parameters) => {
      const { data } = stateRequest.safeParse(parameters)
      if (data === undefined) throw new ServiceFailure('ValidationError', 'Invalid parameters')
      const { AlarmName, StateValue } = data
      if (!alarmStates.set(AlarmName, StateValue, Date.now()))
        throw new ServiceFailure('ResourceNotFound', `The alarm ${AlarmName} does not exist`)
      return {}
    },
  })
}

const namesRequest = z.object({ AlarmNames: z.array(z.string()) })

const stateRequest = z.strictObject({
  AlarmName: z.string().min(1).max(255),
  StateValue: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
  StateReason: z.string().max(1023),
})

type Request = z.infer<typeof request>

const resultOf = ({ Id, MetricStat }: z.infer<typeof metricQuery>, asked: Request, dataOf: MetricData) => {
  const { metric, periodSeconds } = MetricStat
  const end = alignedEnd(asked.EndTime - 1, periodSeconds)
  const count = Math.max(1, Math.ceil((end - asked.StartTime) / periodSeconds))
  const { times } = periodsUntil(end, periodSeconds, count)
  const values = dataOf(metric, { periodSeconds, times })
  // CloudWatch returns the newest datapoint first, and none for a period without data.
  const newestFirst = times
    .flatMap((time, i) => {
      const value = values[i] ?? null
      return value === null ? [] : [{ time, value }]
    })
    .reverse()
  return { Id, Timestamps: newestFirst.map(({ time }) => time), Values: newestFirst.map(({ value }) => value) }
}

const metricQuery = z.object({ Id: z.string(), MetricStat: metricStat })

const request = z.object({ MetricDataQueries: z.array(metricQuery), StartTime: z.number(), EndTime: z.number() })

/** Metrics are no resource (service authorization reference). */
export const cloudWatchPermissions = permissionsOn('cloudwatch', (call, place) =>
  call.action === 'GetMetricData'
    ? '*'
    : arnOf('cloudwatch', place, `alarm:${textParameter(call, 'AlarmName') || '*'}`),
)
