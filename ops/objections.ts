import * as z from 'zod/mini'
import type { Translated } from '../settings/values.ts'
import { beatHourOf, wholeBeat } from '../shared/rules/beat.ts'
import { parseJson } from '../shared/rules/parse-json.ts'
import { logEvents, metricNames } from '../shared/rules/telemetry.ts'
import { hour, minute, queueRetentionMs } from '../shared/rules/timing.ts'
import type { Operations } from './carrier.ts'
import { countsBy, type Point, readLogIfPossible, readMetrics, sumOf } from './cloudwatch.ts'
import { type Deployment, deployedLinesOf } from './deployment.ts'
import { type Beats, pulseOf } from './heartbeat.ts'
import { explained } from './outcomes.ts'
import { isoOf } from './words.ts'

/** The objection of a line to a beat: its place in settings, from one, and the reason as a code. */
export type Objection = {
  readonly at: string
  readonly line: number
  readonly carrier: string
  readonly reason: string
  readonly say: Translated
}

/** Reads the beats that were heard, and the shares that came through, of so many milliseconds, by the minute. */
const readBeats = async (deployment: Deployment, ms: number) => {
  const { heartbeats, beatsHeard } = metricNames
  const from = deployment.now() - ms
  const points = await readMetrics(deployment, countsBy(deployment, [heartbeats, beatsHeard]), from, minute)
  const some = (name: string) => (points[name] ?? []).filter(({ value }) => value > 0)
  return { through: some(heartbeats), heard: some(beatsHeard) }
}

/** How many beats are queued: for each line those that were heard in the hours since some came through, or its own. */
export const countQueuedBeats = async (deployment: Deployment): Promise<number> => {
  const { through, heard } = await readBeats(deployment, queueRetentionMs)
  const lines = deployedLinesOf(deployment).length
  const hoursWith = Math.max(...through.map(({ time }) => beatHourOf(time)))
  const since = heard.filter(({ time }) => beatHourOf(time) > hoursWith)
  const isLast = hoursWith === beatHourOf(deployment.now())
  return lines * sumOf(since) + (isLast ? Math.max(0, Math.round(lines * (1 - inHour(through, hoursWith)))) : 0)
}

/** What of a whole beat came through in an hour. */
const inHour = (through: readonly Point[], hour: number): number =>
  sumOf(through.filter(({ time }) => beatHourOf(time) === hour))

/** A day, and a bit more. */
const beatsMs = 26 * hour

/** Reads when a beat was heard last, when all lines had theirs and, if that is hours ago, which has objected since. */
export const readHeartbeat = async (deployment: Deployment, operations: Operations) => {
  const { now, deployedAt } = deployment
  const { through, heard } = await readBeats(deployment, beatsMs)
  const last = through.findLast(({ time }) => inHour(through, beatHourOf(time)) >= wholeBeat)?.time
  const lastHeard = heard.at(-1)?.time
  const beats: Beats = {
    at: isoOf(now()),
    deployedAt: isoOf(deployedAt),
    lastBeat: last === undefined ? null : isoOf(last),
    lastHeard: lastHeard === undefined ? null : isoOf(lastHeard),
  }
  const objection = pulseOf(beats) === 'silent' ? await readObjection(deployment, operations, last) : undefined
  return { ...beats, ...(objection && { objection }) }
}

/** How many hours of the log are searched, each of which has a beat. */
const logMs = 3 * hour

/** Reads the last objection, if the log may be read. */
const readObjection = async (deployment: Deployment, operations: Operations, lastBeat = 0) => {
  const { now, outputs } = deployment
  const since = Math.max(lastBeat, now() - logMs)
  const lines = await readLogIfPossible(deployment, outputs.SendReplyLogGroupName, logEvents.beatFailed, since)
  const found = lines?.flatMap(({ at, line }): readonly Objection[] => {
    const { data } = entry.safeParse(parseJson(line))
    return data === undefined ? [] : [{ at: isoOf(at), ...data, say: explained(data.reason, operations) }]
  })
  return found?.at(-1)
}

const entry = z.object({ line: z.number(), carrier: z.string(), reason: z.string() })

export const sayObjection = ({ line, carrier, say }: Objection): Translated => ({
  en: `line ${line} by ${carrier} objects: ${say.en}`,
  fr: `la ligne ${line}, par ${carrier}, refuse\u00a0: ${say.fr}`,
})
