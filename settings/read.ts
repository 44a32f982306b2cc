import { readdirSync, readFileSync } from 'node:fs'

import { carrierNames } from '../carriers/registry.ts'
import { consistentSettings, deployableSettings, ownSettings } from './consistent.ts'
import { commaIn } from './digits.ts'
import { mistakesIn } from './mistakes.ts'
import { Refusal } from './refusal.ts'
import type { Settings } from './schema.ts'

/**
 * Reads and checks `settings/<stage>.json`. Throws a `Refusal` with one sentence for each of the first mistakes, which names the setting,
 * its value and what to write instead.
 */
export const readSettings = (stage: string, folder: URL = here): Settings => {
  const file = fileOf(stage)
  return checkSettings(parse(read(stage, folder), file), file)
}

/**
 * Checks settings that are already in memory. `file` is the name of their file: it decides which
 * checks apply, and the sentences begin with it.
 */
export const checkSettings = (raw: unknown, file: string): Settings => {
  const schema = schemaFor(file)
  const { data, error } = schema.safeParse(raw)
  if (error === undefined) return data
  throw new Refusal(
    mistakesIn(error, raw)
      .map((sentence) => `${file}: ${sentence}`)
      .join('\n'),
  )
}

const schemaFor = (file: string) => {
  if (localStages.map(fileOf).includes(file)) return consistentSettings
  return shippedStages.map(fileOf).includes(file) ? deployableSettings : ownSettings
}

/** The maintainer's own stage, if there is exactly one. Stages that come with the project don't count. */
export const onlyOwnStage = (folder: URL = here): string | undefined => {
  const own = stagesIn(folder).filter((stage) => ![...localStages, ...shippedStages].includes(stage))
  return own.length === 1 ? own[0] : undefined
}

/** Stages that run only on this machine, by `npm start`. */
export const localStages: readonly string[] = ['local', ...carrierNames.map((name) => `local-${name}`)]

/** Stages that come with the project, to be deployed as they are or to be copied. */
const shippedStages = ['example', 'rehearsal']

const fileOf = (stage: string): string => `settings/${stage}.json`

const here = new URL('.', import.meta.url)

const stagesIn = (folder: URL): readonly string[] =>
  readdirSync(folder).flatMap((name) => (name.endsWith('.json') ? name.slice(0, -'.json'.length) : []))

const read = (stage: string, folder: URL): string => {
  const stages = stagesIn(folder)
  if (!stages.includes(stage))
    throw new Refusal(
      `There is no ${fileOf(stage)}: the stage must be one of ${stages.join(', ')}, or copy settings/example.json.`,
    )
  return readFileSync(new URL(`${stage}.json`, folder), 'utf8')
}

const parse = (json: string, file: string): unknown => {
  try {
    // Editors on Windows may begin a file with a byte order mark.
    return JSON.parse(json.replace(/^\uFEFF/, ''))
  } catch (error) {
    const reason = commaIn(json) ?? (error instanceof Error ? error.message : error)
    throw new Refusal(`${file} is not JSON: ${reason}.`)
  }
}
