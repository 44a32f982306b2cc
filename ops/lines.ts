import type { Deployment, Place } from './deployment.ts'

/** The deployed lines that AWS carries, with the language that settings have for them. */
export const awsLinesOf = ({ settings, lineNumbers }: Pick<Deployment, 'settings' | 'lineNumbers'>) =>
  lineNumbers.flatMap((number, i) => {
    // A line that was bought has no number in settings, but its place among the others.
    const line = settings.lines.find((one) => one.number === number) ?? settings.lines[i]
    return line === undefined || line.carrier !== 'aws' ? [] : [{ number, language: line.language }]
  })

export const attachCommandFor = (line: string, { local, stage }: Pick<Place, 'local' | 'stage'>): string =>
  `npm run ops -- attach ${line} ${local ? '--local ' : ''}--stage ${stage}`

export const redeploy = ({ stage }: Pick<Place, 'stage'>): string =>
  `deploy it again with npx cdk deploy -c stage=${stage}`
