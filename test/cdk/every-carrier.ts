import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

import { monitoringOf } from './monitored.ts'
import { exampleWith } from './synthesised.ts'

const folder = new URL('../../settings/', import.meta.url)
const settings = z.looseObject({ lines: z.array(z.looseObject({})) })
const localStages = globSync('local*.json', { cwd: fileURLToPath(folder) }).map((file) =>
  settings.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))),
)

/** Lines of every carrier: those of all local stages. */
export const linesOfEveryCarrier = [
  ...new Map(localStages.flatMap(({ lines }) => lines).map((line) => [line['number'], line])).values(),
]

/** The settings of a stage with a line of every carrier. */
export const withEveryCarrier = (changes: object) =>
  exampleWith({
    ...Object.assign({}, ...localStages),
    alertEmails: ['you@example.org'],
    lines: linesOfEveryCarrier,
    countries: ['FR', 'BE'],
    ...changes,
  })

/** The monitoring of such a stage. */
export const everyCarrier = (changes: object) => monitoringOf(withEveryCarrier(changes))

type Monitoring = ReturnType<typeof everyCarrier>

/** Every title, label and paragraph that operators read. */
export const wordsIn = ({ alarms, widgets }: Monitoring): readonly string[] => [
  ...alarms.flatMap(({ AlarmDescription, Metrics = [] }) => [
    ...AlarmDescription.split('\n'),
    ...Metrics.flatMap(({ Label }) => Label ?? []),
  ]),
  ...widgets.flatMap(({ properties }) => [
    properties.title ?? '',
    ...(properties.markdown?.split('\n') ?? []),
    ...properties.metrics.flat().flatMap((part) => (typeof part === 'object' ? labelOf(part) : [])),
  ]),
]

const labelOf = (part: object): readonly string[] =>
  'label' in part && typeof part.label === 'string' ? [part.label] : []
