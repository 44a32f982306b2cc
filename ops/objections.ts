import * as z from 'zod/mini'
import type { OperatorLanguage } from '../settings/values.ts'
import { parseJson } from '../shared/rules/parse-json.ts'
import { logEvents, metricNames } from '../shared/rules/telemetry.ts'
import { hour, minute } from '../shared/rules/timing.ts'
import type { Operations } from './carrier.ts'
import { countsBy, readLogIfPossible, readMetrics, sumOf } from './cloudwatch.ts'
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
  readonly say: string
}

/** A day, and a bit more. */
const beatsMs = 26 * hour

const readBeats = async (deployment: Deployment) => {
  const { heartbeats, beatsHeard } = metricNames
  const from = deployment.now() - beatsMs
  const points = await readMetrics(deployment, countsBy(deployment, [heartbeats, beatsHeard]), from, minute)
  const some = (name: string) => (points[name] ?? []).filter(({ value }) => value > 0)
  return { through: some(heartbeats), heard: some(beatsHeard).at(-1)?.time, lines: deployedLinesOf(deployment).length }
}

/** How many beats are queued: one for each line of which none has come since one was heard. */
export const countQueuedBeats = async (deployment: Deployment): Promise<number> => {
  const { through, heard, lines } = await readBeats(deployment)
  return heard === undefined ? 0 : Math.max(0, lines - sumOf(through, heard))
}

/** Reads when a beat was heard last, when all lines had theirs and, if that is hours ago, which has objected since. */
export const readHeartbeat = async (deployment: Deployment, operations: Operations, language: OperatorLanguage) => {
  const { now, deployedAt } = deployment
  const { through, heard, lines } = await readBeats(deployment)
  const ofHourUntil = (end: number) => sumOf(through.filter(({ time }) => time > end - hour && time <= end))
  const last = through.findLast(({ time }) => ofHourUntil(time) >= lines)?.time
  const lastBeat = last === undefined ? null : isoOf(last)
  const lastHeard = heard === undefined ? null : isoOf(heard)
  const beats: Beats = { at: isoOf(now()), deployedAt: isoOf(deployedAt), lastBeat, lastHeard }
  const objection =
    pulseOf(beats) === 'silent' ? await readObjection(deployment, operations, language, last) : undefined
  return { ...beats, ...(objection && { objection }) }
}

/** How many hours of the log are searched, each of which has a beat. */
const logMs = 3 * hour

/** Reads the last objection, if the log may be read. */
const readObjection = async (
  deployment: Deployment,
  operations: Operations,
  language: OperatorLanguage,
  lastBeat = 0,
) => {
  const { now, outputs } = deployment
  const since = Math.max(lastBeat, now() - logMs)
  const lines = await readLogIfPossible(deployment, outputs.SendReplyLogGroupName, logEvents.beatFailed, since)
  const found = lines?.flatMap(({ at, line }): readonly Objection[] => {
    const { data } = entry.safeParse(parseJson(line))
    return data === undefined ? [] : [{ at: isoOf(at), ...data, say: explained(data.reason, operations, language) }]
  })
  return found?.at(-1)
}

const entry = z.object({ line: z.number(), carrier: z.string(), reason: z.string() })

export const sayObjection = ({ line, carrier, say }: Objection, language: OperatorLanguage): string =>
  ({ en: `line ${line} by ${carrier} objects: ${say}`, fr: `la ligne ${line}, par ${carrier}, refuse\u00a0: ${say}` })[
    language
  ]
