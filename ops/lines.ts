import { simLinesOf } from '../settings/carriers.ts'
import type { Deployment, Place } from './deployment.ts'

/** The numbers of the deployed lines that AWS carries. */
export const awsNumbersOf = (deployment: Pick<Deployment, 'settings' | 'lineNumbers'>): readonly string[] => {
  const sims = simLinesOf(deployment.settings).map(({ number }) => number)
  return deployment.lineNumbers.filter((number) => !sims.includes(number))
}

export const attachCommandFor = (line: string, { local, stage }: Pick<Place, 'local' | 'stage'>): string =>
  `npm run ops -- attach ${line} ${local ? '--local ' : ''}--stage ${stage}`
