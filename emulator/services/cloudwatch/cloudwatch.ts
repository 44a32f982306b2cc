import type { Cloud } from '../../cloud.ts'
import { createJournal, type Journal } from '../../journal.ts'
import { createCloudWatchActions } from './actions.ts'
import { type Alarm, createAlarmStates } from './alarms.ts'
import { dashboard, readDashboard } from './dashboard.ts'
import { checkAlarms } from './emitted.ts'
import { createMetricStore } from './metrics.ts'
import { type Emit, emitDepths, emitInvocation, emitTopicMetrics, recordEmf } from './sources.ts'

type Watched = Pick<Cloud, 'stack' | 'logs' | 'answers' | 'invocations' | 'owner' | 'answerFor'>

/** Shows a cloud's metrics and alarms. Throws a `CloudError` for an unknown dashboard, or an alarm nobody feeds. */
export const startCloudWatch = (cloud: Watched) => {
  const { stack } = cloud
  checkAlarms(stack)
  const store = createMetricStore()
  const emit: Emit = (metric, value) => store.record(metric, [value], Date.now())
  const subscriptions = [
    cloud.logs.subscribe(({ line }) => recordEmf(line, store.record)),
    cloud.answers.subscribe((answered) => {
      if (answered.call.service === 'sns') emitTopicMetrics(emit, answered)
    }),
    cloud.invocations.subscribe((invocation) => emitInvocation(emit, invocation)),
  ]
  for (const { ref, properties } of stack.all(dashboard)) readDashboard(ref, properties.DashboardBody)
  const startedAt = Date.now()
  const alarmStates = createAlarmStates(stack, store.dataOf, startedAt)
  cloud.answerFor('monitoring', createCloudWatchActions(stack, { dataOf: store.dataOf, alarmStates }))
  const alarms = createJournal<readonly Alarm[]>(1)

  const show = (now: number): void => {
    const states = alarmStates.at(now)
    if (JSON.stringify(states) !== JSON.stringify(alarms.entries()[0])) alarms.append(states)
  }
  const tick = async (): Promise<void> => {
    // The queues can't be read any more while the cloud is stopping, which is not an error.
    await emitDepths(emit, stack, cloud.owner.sqs).catch(() => {})
    show(Date.now())
  }
  show(startedAt)
  const endTicking = everySecond(tick)
  return {
    dataOf: store.dataOf,
    alarms: alarms as Journal<readonly Alarm[]>,
    stop: (): void => {
      endTicking()
      for (const end of subscriptions) end()
    },
  }
}

/** Runs `work` every second, except while the previous run is still in progress. Returns a function that ends this. */
const everySecond = (work: () => Promise<void>): (() => void) => {
  let working = false
  const timer = setInterval(async () => {
    if (working) return
    working = true
    await work().finally(() => {
      working = false
    })
  }, 1000).unref()
  return () => clearInterval(timer)
}
