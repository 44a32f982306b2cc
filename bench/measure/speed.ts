import { startCloud, type Table } from '../cloud.ts'
import type { Contender } from '../contenders.ts'
import { type Measured, measured } from '../statistics.ts'
import { type CaseName, caseNames } from './cases.ts'
import { type Flow, type Sample, type System, startSystem } from './system.ts'

/** The speed of a contender in one case, with `inFlight` texts at a time. */
export type Speed = {
  readonly contender: Contender['name']
  readonly inFlight: number
  readonly case: CaseName
  readonly perSecond: Measured
  readonly cpuMs: Measured
  /** Requests per text, the same in every run. The figures below are per text too. */
  readonly requests: { readonly [call: string]: number }
  readonly readUnits: number
  readonly writeUnits: number
  readonly loggedBytes: number
}

export type Plan = { readonly rounds: number; readonly flows: readonly (Flow & { readonly texts: number })[] }

/** Measures the contenders in turns, in processes that have warmed up. */
export const measureSpeed = async (
  contenders: readonly Contender[],
  latencyMs: number,
  plan: Plan,
): Promise<readonly Speed[]> => {
  const tables = contenders.flatMap((contender): readonly Table[] => contender.tables)
  const cloud = await startCloud(tables, latencyMs)
  const systems: { readonly name: Contender['name']; readonly system: System }[] = []
  for (const contender of contenders)
    systems.push({ name: contender.name, system: await startSystem(contender, cloud) })
  const samples = new Map<string, Sample[]>()
  for (let round = -1; round < plan.rounds; round++)
    for (const flow of plan.flows)
      for (const caseName of caseNames)
        for (const { name, system } of systems) {
          const sample = await system.receive(caseName, flow.texts, flow)
          // The first round only warms up.
          if (round < 0) continue
          const key = JSON.stringify([name, flow.batchSize * flow.atOnce, caseName])
          samples.set(key, [...(samples.get(key) ?? []), sample])
        }
  for (const { system } of systems) system.stop()
  await cloud.stop()
  return [...samples].map(([key, list]) => speedOf(key, list))
}

const speedOf = (key: string, samples: readonly Sample[]): Speed => {
  const [contender, inFlight, caseName]: [Contender['name'], number, CaseName] = JSON.parse(key)
  const texts = samples.reduce((sum, sample) => sum + sample.texts, 0)
  const perText = (countOf: (sample: Sample) => number): number =>
    samples.reduce((sum, sample) => sum + countOf(sample), 0) / texts
  const calls = new Set(samples.flatMap(({ tally }) => Object.keys(tally.requests)))
  return {
    contender,
    inFlight,
    case: caseName,
    perSecond: measured(samples.map((sample) => (sample.texts / sample.tookMs) * 1000)),
    cpuMs: measured(samples.map((sample) => sample.cpuMs / sample.texts)),
    requests: Object.fromEntries([...calls].map((call) => [call, perText(({ tally }) => tally.requests[call] ?? 0)])),
    readUnits: perText(({ tally }) => tally.readUnits),
    writeUnits: perText(({ tally }) => tally.writeUnits),
    loggedBytes: perText(({ loggedBytes }) => loggedBytes),
  }
}
