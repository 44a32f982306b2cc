import * as z from 'zod/mini'
import type { Translated } from '../settings/values.ts'
import { beatHourOf } from '../shared/rules/beat.ts'
import { parseJson } from '../shared/rules/parse-json.ts'
import { logEvents, metricNames } from '../shared/rules/telemetry.ts'
import { hour, minute, queueRetentionMs } from '../shared/rules/timing.ts'
import type { Operations } from './carrier.ts'
import { countsBy, readLogIfPossible, readMetrics } from './cloudwatch.ts'
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

/** Reads when beats were heard, and when they came through to all lines, of so many milliseconds, by the minute. */
const readBeats = async (deployment: Deployment, ms: number) => {
  const { heartbeats, beatsHeard } = metricNames
  const from = deployment.now() - ms
  const points = await readMetrics(deployment, countsBy(deployment, [heartbeats, beatsHeard]), from, minute)
  const some = (name: string) => (points[name] ?? []).filter(({ value }) => value > 0)
  return { through: some(heartbeats), heard: some(beatsHeard) }
}

/**
 * How many beats are queued. In a pause, those of all lines, for each hour since they came through. Otherwise they end
 * with their hour, and until all of this hour's are through one at least is left: a reply is never taken for a beat.
 */
export const countQueuedBeats = async (deployment: Deployment, paused: boolean): Promise<number> => {
  const { through, heard } = await readBeats(deployment, queueRetentionMs)
  const last = Math.max(...through.map(({ time }) => beatHourOf(time)))
  const hours = new Set(heard.map(({ time }) => beatHourOf(time)).filter((hour) => hour > last))
  if (paused) return deployedLinesOf(deployment).length * hours.size
  return hours.has(beatHourOf(deployment.now())) ? 1 : 0
}

/** A day, and a bit more. */
const beatsMs = 26 * hour

/** Reads when a beat was heard last, when all lines had theirs and, if that is hours ago, which has objected since. */
export const readHeartbeat = async (deployment: Deployment, operations: Operations) => {
  const { now, deployedAt } = deployment
  const { through, heard } = await readBeats(deployment, beatsMs)
  const last = through.at(-1)?.time
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
