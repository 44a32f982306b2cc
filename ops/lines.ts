import { type CarrierName, carrierNames } from '../shared/rules/policy.ts'
import type { Deployment, Place } from './deployment.ts'

/** A line with a SIM, and how far apart its replies are due. */
export type SimLine = { readonly number: string; readonly gapMs: number }

/** In the order of settings. */
export const simLinesOf = ({ settings }: Pick<Place, 'settings'>): readonly SimLine[] =>
  settings.lines.flatMap(({ carrier, number, budget }) =>
    carrier === 'sim' && number !== undefined ? [{ number, gapMs: settings.budgets[budget]?.gapMs ?? 0 }] : [],
  )

/** What carries the lines of a stage. */
export const carriersOf = ({ settings }: Pick<Place, 'settings'>): readonly CarrierName[] =>
  carrierNames.filter((name) => settings.lines.some(({ carrier }) => carrier === name))

/** The numbers of the deployed lines that AWS carries. */
export const awsNumbersOf = (deployment: Pick<Deployment, 'settings' | 'lineNumbers'>): readonly string[] => {
  const sims = simLinesOf(deployment).map(({ number }) => number)
  return deployment.lineNumbers.filter((number) => !sims.includes(number))
}

export const attachCommandFor = (line: string, { local, stage }: Pick<Place, 'local' | 'stage'>): string =>
  `npm run ops -- attach ${line} ${local ? '--local ' : ''}--stage ${stage}`
