import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { shown } from './mistakes.ts'
import { settingsIn } from './read.ts'
import type { Translated } from './values.ts'

/** What deploying a settings file in place of the deployed one would change, one setting each. */
export const differences = (stage: string, deployed: string, file: string): readonly Translated[] => {
  if (isDeepStrictEqual(settingsIn(deployed, stage), settingsIn(file, stage))) return []
  const [before, after] = [deployed, file].map((text) => read(text))
  if (before === undefined || after === undefined) return []
  return [
    ...changes(before.settings, after.settings),
    ...[...new Set([...before.lines.keys(), ...after.lines.keys()])].flatMap((line) => {
      const [was, is] = [before.lines.get(line), after.lines.get(line)]
      if (is === undefined) return [{ en: `line ${line} goes`, fr: `la ligne ${line} disparaîtrait` }]
      if (was === undefined) return [{ en: `line ${line} comes`, fr: `la ligne ${line} s’ajouterait` }]
      return changes(was, is).map(({ en, fr }) => ({ en: `line ${line}: ${en}`, fr: `ligne ${line}\u00a0: ${fr}` }))
    }),
  ]
}

type Values = ReadonlyMap<string, unknown>

const line = z.looseObject({
  carrier: z.string().default('aws'),
  number: z.string().optional(),
  buy: z.string().optional(),
})
const settings = z.looseObject({ lines: z.array(line) })

const read = (text: string) => {
  const { lines, ...others } = settings.parse(JSON.parse(text.replace(/^\uFEFF/, '')))
  return { settings: valuesIn(others), lines: new Map(lines.map((one, i) => [nameOf(one, i), valuesIn(one)])) }
}

/** A number can be on several networks, and a line that is bought has none yet. */
const nameOf = ({ carrier, number, buy }: z.infer<typeof line>, i: number): string => {
  const name = number ?? `${i + 1} (${buy})`
  return carrier === 'aws' ? name : `${name} (${carrier})`
}

/** Each setting by its path. Lists are one value. */
const valuesIn = (settings: object, path = ''): Values =>
  new Map(
    Object.entries(settings).flatMap(([name, value]): [string, unknown][] =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? [...valuesIn(value, `${path}${name}.`)]
        : [[`${path}${name}`, value]],
    ),
  )

const changes = (before: Values, after: Values): readonly Translated[] =>
  [...new Set([...before.keys(), ...after.keys()])].flatMap((path) => {
    const [was, is] = [before.get(path), after.get(path)]
    if (isDeepStrictEqual(was, is)) return []
    const [second, ici] =
      path === 'region' ? [', where it would be a second stack', ', où ce serait une autre pile'] : ['', '']
    return [
      {
        en: `${path}: ${said(was, 'left out')} → ${said(is, 'left out')}${second}`,
        fr: `${path}\u00a0: ${said(was, 'omis')} → ${said(is, 'omis')}${ici}`,
      },
    ]
  })

const said = (value: unknown, missing: string): string => (value === undefined ? missing : shown(value))
