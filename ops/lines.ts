import { addressOf } from '../settings/lines.ts'
import type { Settings } from '../settings/schema.ts'
import type { Deployment, Place } from './deployment.ts'

type Line = Settings['lines'][number]

/** The deployed lines whose carrier is AWS, with the language and the texts that settings have for them. */
export const awsLinesOf = ({ settings, lineNumbers }: Pick<Deployment, 'settings' | 'lineNumbers'>) =>
  lineNumbers.flatMap((number, i) => {
    // Settings have no number for a line that the stack buys, so it is found by its position.
    const isIt = (one: Line) => one.number !== undefined && addressOf(one, one.number) === number
    const line = settings.lines.find(isIt) ?? settings.lines[i]
    return line === undefined || line.carrier !== 'aws' ? [] : [{ number, language: line.language, texts: line.texts }]
  })

export const attachCommandFor = (line: string, { local, stage }: Pick<Place, 'local' | 'stage'>): string =>
  `npm run ops -- attach ${line} ${local ? '--local ' : ''}--stage ${stage}`

export const redeploy = ({ stage }: Pick<Place, 'stage'>): string =>
  `deploy it again with npx cdk deploy -c stage=${stage}`
