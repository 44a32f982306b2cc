import { simLinesOf } from '../settings/carriers.ts'
import type { Deployment, Place } from './deployment.ts'

/** The numbers of the deployed lines that AWS carries. */
export const awsNumbersOf = (deployment: Pick<Deployment, 'settings' | 'lineNumbers'>): readonly string[] => {
  const sims = simLinesOf(deployment.settings).map(({ number }) => number)
  return deployment.lineNumbers.filter((number) => !sims.includes(number))
}

export const attachCommandFor = (line: string, { local, stage }: Pick<Place, 'local' | 'stage'>): string =>
  `npm run ops -- attach ${line} ${local ? '--local ' : ''}--stage ${stage}`

/** What to do when a stack has nothing yet for the lines with a SIM that settings name. */
export const deployFirst = ({ stackName, stage }: Pick<Place, 'stackName' | 'stage'>): string =>
  `The stack ${stackName} is older than the lines with a SIM in its settings: deploy it again with npx cdk deploy -c stage=${stage}.`
