import { periodsUntil, type startCloudWatch } from '../../emulator/index.ts'
import { metricNames, metricNamespace, serviceName } from '../../shared/rules/telemetry.ts'
import { day, minute, second } from '../../shared/rules/timing.ts'
import type { Figures } from '../client/protocol.ts'

type DataOf = ReturnType<typeof startCloudWatch>['dataOf']

/** Reads what the page says besides alarms, from the metrics that the functions of a stage have counted since now. */
export const createFigures = (dataOf: DataOf, stage: string): (() => Figures) => {
  const startedAt = Date.now()
  const sums = (name: string, periodMs: number) => {
    const end = Math.floor(Date.now() / periodMs) + 1
    const count = end - Math.floor(startedAt / periodMs)
    const metric = { namespace: metricNamespace, name, dimensions: { service: serviceName(stage) }, statistic: 'Sum' }
    return dataOf(metric, periodsUntil((end * periodMs) / second, periodMs / second, count))
  }
  return () => {
    const beats = sums(metricNames.heartbeats, minute)
    const last = beats.findLastIndex((share) => share !== null)
    const bookedToday = sums(metricNames.bookings, day).at(-1) ?? 0
    const wroteAgain = sums(metricNames.secondReplies, day).reduce<number>((sum, value) => sum + (value ?? 0), 0)
    return { bookedToday, wroteAgain, ...(last >= 0 && { minutesSinceBeat: beats.length - 1 - last }) }
  }
}
