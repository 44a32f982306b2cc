import { startCloud, type Table } from '../cloud.ts'
import type { Contender } from '../contenders.ts'
import { type Measured, measured } from '../statistics.ts'
import { type CaseName, caseNames } from './cases.ts'
import { type Flow, type Sample, type System, startSystem } from './system.ts'

/** The speed of a contender in one case. */
export type Speed = {
  readonly contender: Contender['name']
  readonly case: CaseName
  readonly perSecond: Measured
  readonly cpuMs: Measured
}

/** Fifty texts in flight: five full batches at once. */
const flow: Flow = { batchSize: 10, atOnce: 5 }

/** Measures the contenders in turns, in processes that have warmed up. */
export const measureSpeed = async (
  contenders: readonly Contender[],
  latencyMs: number,
  rounds: number,
  texts: number,
): Promise<readonly Speed[]> => {
  const tables = contenders.flatMap((contender): readonly Table[] => contender.tables)
  const cloud = await startCloud(tables, latencyMs)
  const systems: { readonly name: Contender['name']; readonly system: System }[] = []
  for (const contender of contenders)
    systems.push({ name: contender.name, system: await startSystem(contender, cloud) })
  const measuredOf: { readonly contender: Contender['name']; readonly case: CaseName; readonly sample: Sample }[] = []
  for (let round = -1; round < rounds; round++)
    for (const caseName of caseNames)
      for (const { name, system } of systems) {
        const sample = await system.receive(caseName, texts, flow)
        // The first round only warms up.
        if (round >= 0) measuredOf.push({ contender: name, case: caseName, sample })
      }
  for (const { system } of systems) system.stop()
  await cloud.stop()
  return contenders.flatMap(({ name }) =>
    caseNames.map((caseName) => {
      const samples = measuredOf.filter((of) => of.contender === name && of.case === caseName)
      return {
        contender: name,
        case: caseName,
        perSecond: measured(samples.map(({ sample }) => (sample.texts / sample.tookMs) * 1000)),
        cpuMs: measured(samples.map(({ sample }) => sample.cpuMs / sample.texts)),
      }
    }),
  )
}
