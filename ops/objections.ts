import * as z from 'zod/mini'
import { silentHours } from '../shared/rules/beat.ts'
import { parseJson } from '../shared/rules/parse-json.ts'
import { logEvents, metricNames } from '../shared/rules/telemetry.ts'
import { hour, minute } from '../shared/rules/timing.ts'
import type { Operations } from './carrier.ts'
import { countsBy, readLogIfPossible, readMetrics } from './cloudwatch.ts'
import type { Deployment } from './deployment.ts'
import { type Beats, pulseOf } from './heartbeat.ts'
import { explained } from './outcomes.ts'
import { isoOf } from './words.ts'

/** The objection of a line to a beat: its place in settings, from one, and the reason as a code. */
export type Objection = {
  readonly at: string
  readonly line: number
  readonly carrier: string
  readonly reason: string
  readonly say: string
}

/** As far back as the alarm on beats looks, and a bit further. */
const beatsMs = (silentHours + 2) * hour

/** Reads when the last beat came and, if that is hours ago, which line has objected since. */
export const readHeartbeat = async (deployment: Deployment, operations: Operations) => {
  const { now, deployedAt } = deployment
  const { heartbeats } = metricNames
  const points = await readMetrics(deployment, countsBy(deployment, [heartbeats]), now() - beatsMs, minute)
  const last = points[heartbeats]?.findLast(({ value }) => value > 0)?.time
  const lastBeat = last === undefined ? null : isoOf(last)
  const beats: Beats = { at: isoOf(now()), deployedAt: isoOf(deployedAt), lastBeat }
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
    return data === undefined ? [] : [{ at: isoOf(at), ...data, say: explained(data.reason, deployment, operations) }]
  })
  return found?.at(-1)
}

const entry = z.object({ line: z.number(), carrier: z.string(), reason: z.string() })

export const sayObjection = ({ line, carrier, say }: Objection): string => `line ${line} by ${carrier} objects: ${say}`
