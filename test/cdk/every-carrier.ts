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

/** The monitoring of a stage with a line of every carrier: those of all local stages. */
export const everyCarrier = (changes: object) =>
  monitoringOf(
    exampleWith({
      ...Object.assign({}, ...localStages),
      alertEmails: ['you@example.org'],
      lines: [...new Map(localStages.flatMap(({ lines }) => lines).map((line) => [line['number'], line])).values()],
      countries: ['FR', 'BE'],
      ...changes,
    }),
  )

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
