import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import {
  type AlarmState,
  alarm,
  dashboard,
  evaluateAlarm,
  type MetricQuery,
  type Periods,
  periodOf,
  readDashboard,
  valuesOfQuery,
} from '../../emulator/index.ts'
import type { Settings } from '../../settings/schema.ts'
import { carrierNames } from '../../shared/rules/carriers.ts'
import { minute, second } from '../../shared/rules/timing.ts'
import { exampleWith } from '../settings/checked.ts'
import { place, readMonitored } from './synthesised.ts'

/** The alarms of a stage, and the widgets of its dashboard. */
export const monitoringOf = (settings?: Settings) => {
  const stack = readMonitored(settings)
  return {
    alarms: stack.all(alarm).map(({ ref, properties }) => ({ name: ref, ...properties })),
    widgets: stack
      .all(dashboard)
      .flatMap(({ properties }) => bodySchema.parse(JSON.parse(properties.DashboardBody)).widgets),
  }
}

const bodySchema = z.object({
  widgets: z.array(
    z.object({
      type: z.enum(['text', 'alarm', 'metric']),
      properties: z.object({
        title: z.string().optional(),
        markdown: z.string().optional(),
        metrics: z
          .array(z.array(z.union([z.string(), z.looseObject({ expression: z.string().optional() })])))
          .default([]),
        annotations: z.object({ horizontal: z.array(z.object({ value: z.number() })) }).optional(),
      }),
    }),
  ),
})

type Widgets = ReturnType<typeof monitoringOf>['widgets']

/** The metrics and expressions that widgets draw. */
export const linesOf = (some: Widgets = []) => some.flatMap(({ properties }) => properties.metrics)

export const metricsOf = (some: ReturnType<typeof linesOf>): ReadonlySet<string> => {
  const metrics = some.map((line) => line.filter((part) => typeof part === 'string').join(' '))
  return new Set(metrics.filter((metric) => metric !== ''))
}

const folder = new URL('../../settings/', import.meta.url)
const settings = z.looseObject({ lines: z.array(z.looseObject({})) })
const localStages = globSync('local*.json', { cwd: fileURLToPath(folder) }).map((file) =>
  settings.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))),
)

const everyLine = localStages.flatMap(({ lines }) => lines)
/** Lines of every carrier: those of all local stages. */
export const linesOfEveryCarrier = [...new Map(everyLine.map((line) => [line['number'], line])).values()]

const ofEveryCarrier = { alertEmails: ['you@example.org'], lines: linesOfEveryCarrier }
/** The settings of a stage with a line of every carrier. */
export const withEveryCarrier = (changes: object) =>
  exampleWith({ ...Object.assign({}, ...localStages), ...ofEveryCarrier, countries: ['FR', 'BE'], ...changes })

/** The monitoring of such a stage. */
export const everyCarrier = (changes: object) => monitoringOf(withEveryCarrier(changes))

type Monitoring = ReturnType<typeof everyCarrier>

/** Every title, label and paragraph that operators read. */
export const wordsIn = ({ alarms, widgets }: Monitoring): readonly string[] => [
  ...alarms.flatMap(({ AlarmDescription }) => AlarmDescription.split('\n')),
  ...alarms.flatMap(({ Metrics = [] }) => Metrics.flatMap(({ Label }) => Label ?? [])),
  ...widgets.flatMap(({ properties }) => [
    properties.title ?? '',
    ...(properties.markdown?.split('\n') ?? []),
    ...properties.metrics.flat().flatMap((part) => (typeof part === 'object' ? labelOf(part) : [])),
  ]),
]

const labelOf = (part: object): readonly string[] =>
  'label' in part && typeof part.label === 'string' ? [part.label] : []

export const alarmsOf = (settings: Settings) => readMonitored(settings).all(alarm)

/** The section of the runbook that an alarm links to: several carriers have alarms of one section. */
export const runbookSectionOf = (name: string): string =>
  name.replace('AntiRelou-example-', '').replace(new RegExp(`-(${carrierNames.join('|')})$`), '')

/** The names of alarms, without that of the stage. */
export const namesOf = (alarms: ReturnType<typeof alarmsOf>): readonly string[] =>
  alarms.map(({ ref }) => ref.slice(`${place.stackName}-`.length))

const now = Date.parse('2026-11-24T20:31:00Z')

/** Values per period, newest last, by metric. A metric that is not listed, and any earlier period, has no data. */
export type Data = { readonly [metric: string]: readonly (number | null)[] }

/** The name of a metric in these tests, followed by the resource if several have the metric. */
const nameOf = ({ name, dimensions }: MetricQuery): string => {
  const [of] = Object.values(dimensions)
  return of === undefined || of === place.stackName ? name : `${name} of ${of.replace(/^.*-(\w+?)[0-9A-F]{8}$/, '$1')}`
}

const alarmNamed = (among: ReturnType<typeof alarmsOf>, alarmName: string) => {
  const found = among.find(({ ref }) => ref === `${place.stackName}-${alarmName}`)
  if (found === undefined) throw new Error(`There is no alarm ${alarmName}.`)
  return found
}

/** The state of an alarm for these data, which was created so many hours ago, by default long ago. */
export const stateIn = (
  among: ReturnType<typeof alarmsOf>,
  alarmName: string,
  data: Data,
  hours = 10_000,
): AlarmState => {
  const { properties } = alarmNamed(among, alarmName)
  return evaluateAlarm(properties, (metric) => data[nameOf(metric)] ?? [], now, now - hours * 3_600_000)
}

/** Values by the minute in which they were emitted, by metric. */
export type Emitted = { readonly [metric: string]: readonly (readonly [minute: number, value: number])[] }

/** The minutes before `until` in which an alarm is evaluated and rings: its window slides. */
export const ringingMinutes = (
  among: ReturnType<typeof alarmsOf>,
  alarmName: string,
  emitted: Emitted,
  until: number,
): readonly number[] => {
  const { properties } = alarmNamed(among, alarmName)
  const metrics = properties.queries.flatMap((query) => ('metric' in query ? query.metric : []))
  const given = metrics.filter((metric) => emitted[nameOf(metric)] !== undefined)
  const windows = given.map((metric) => windowsOf(metric, emitted[nameOf(metric)] ?? [], properties))
  // Equal windows give equal states, and are evaluated once.
  const states = statesOf.get(properties) ?? new Map<string, AlarmState>()
  statesOf.set(properties, states)
  const changing = new Set([0, ...windows.flatMap(({ changes }) => changes)])
  let state: AlarmState | undefined
  return Array.from({ length: until }, (_, at) => at).filter((at) => {
    if (!changing.has(at)) return state === 'ALARM'
    const data = windows.map(({ endingAt }) => endingAt(at))
    const key = JSON.stringify([given.map(nameOf), data])
    const dataOf = (metric: MetricQuery) => data[given.indexOf(metric)] ?? []
    state = states.get(key) ?? evaluateAlarm(properties, dataOf, now + at * minute)
    states.set(key, state)
    return state === 'ALARM'
  })
}

type Alarm = ReturnType<typeof alarmNamed>['properties']
const statesOf = new WeakMap<Alarm, Map<string, AlarmState>>()

/** The values in the window of an alarm that ends with a minute, and the minutes in which they change. */
const windowsOf = (metric: MetricQuery, values: Emitted[string], { EvaluationPeriods, periodSeconds }: Alarm) => {
  const period = (periodSeconds * second) / minute
  // Two more periods are retrieved than evaluated.
  const periods = Array.from({ length: EvaluationPeriods + 2 }, (_, n) => n + 1)
  const starts = periods.map((n) => 1 - n * period).reverse()
  const valueFrom = (from: number): number | null => {
    const some = values.flatMap(([at, value]) => (at >= from && at < from + period ? [value] : []))
    if (some.length === 0) return null
    return metric.statistic === 'Maximum' ? Math.max(...some) : some.reduce((sum, value) => sum + value, 0)
  }
  // Windows that slide share most of their periods.
  const known = new Map<number, number | null>()
  return {
    endingAt: (minute: number): readonly (number | null)[] =>
      starts.map((start) => {
        const from = minute + start
        const value = known.has(from) ? (known.get(from) ?? null) : valueFrom(from)
        known.set(from, value)
        return value
      }),
    changes: values.flatMap(([at]) => [0, ...periods].map((n) => Math.floor(at) + n * period)),
  }
}

/** How often an alarm begins that rings in these minutes, each of which sends a mail. */
export const mailsOf = (ringing: readonly number[]): number => {
  const known = new Set(ringing)
  return ringing.filter((at) => !known.has(at - 1)).length
}

/** As many periods, all with the same value. */
export const quiet = (periods: number, value: number | null = null) => Array.from({ length: periods }, () => value)

/** The charts on the dashboard of a stage. */
export const chartsOf = (settings: Settings) => {
  const [body] = readMonitored(settings).all(dashboard)
  return readDashboard('AntiRelou-example', body?.properties.DashboardBody ?? '')
}

/** A value, and when the functions emitted it. */
export type Count = readonly [at: string, value: number]

/** The newest value of a figure in the widget with this title at `now`, if the functions have emitted these values. */
export const shownIn = (
  charts: ReturnType<typeof chartsOf>,
  title: string,
  metrics: { readonly [name: string]: readonly Count[] },
  now: string,
  nth = 0,
): number | null | undefined => {
  const chart = charts.find((one) => one.title === title)
  const query = chart?.shown[nth]
  if (chart === undefined || query === undefined) throw new Error(`The dashboard shows no ${title}.`)
  const periodSeconds = periodOf(query, chart.queries)
  const periods = periodsOf(Date.parse(now) / second, periodSeconds, chart.rangeSeconds)
  const sumOf = (counts: readonly Count[], start: number): number | null => {
    const inPeriod = counts.filter(([at]) => {
      const seconds = Date.parse(at) / second
      return seconds >= start && seconds < start + periodSeconds
    })
    return inPeriod.length === 0 ? null : inPeriod.reduce((sum, [, value]) => sum + value, 0)
  }
  const values = (name: string) => periods.times.map((start) => sumOf(metrics[name] ?? [], start))
  return valuesOfQuery(query, chart.queries, ({ name }) => values(name), periods).at(-1)
}

/** The whole periods within the range, and the unfinished one at `now`. */
const periodsOf = (now: number, periodSeconds: number, rangeSeconds: number): Periods => {
  const first = Math.ceil((now - rangeSeconds) / periodSeconds)
  const last = Math.floor(now / periodSeconds)
  return { periodSeconds, times: Array.from({ length: last - first + 1 }, (_, i) => (first + i) * periodSeconds) }
}

/** The share of replies that arrived in its chart, if the functions have emitted these values today. */
export const arrivedShare = (settings: Settings, metrics: { readonly [name: string]: readonly Count[] }) => {
  const charts = chartsOf(settings)
  const chart = charts.find(({ title }) => title.startsWith('Replies that arrived'))
  return shownIn(charts, chart?.title ?? '', metrics, '2026-11-24T20:00:00Z')
}
