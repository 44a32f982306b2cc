import { readdirSync, readFileSync } from 'node:fs'
import type { z } from 'zod'

import { Refusal } from './refusal.ts'
import { type Settings, settingsSchema } from './schema.ts'

/**
 * Reads and checks `settings/<stage>.json`.
 * Throws a `Refusal` that names the setting, its value and what is allowed.
 */
export const readSettings = (stage: string, folder: URL = here): Settings => {
  const file = `settings/${stage}.json`
  return checkSettings(parse(read(stage, folder), file), file)
}

/** The same for settings that are already in memory; `file` is what the message calls them. */
export const checkSettings = (raw: unknown, file: string): Settings => {
  const result = settingsSchema.safeParse(raw)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new Refusal(issue === undefined ? `${file} is not valid.` : sentence(issue, raw, file))
}

/** The stage that a maintainer means who has settings for one only; undefined if there are several, or none but those of the project. */
export const onlyOwnStage = (folder: URL = here): string | undefined => {
  const own = stagesIn(folder).filter((stage) => !['local', 'local-sim', 'example', 'rehearsal'].includes(stage))
  return own.length === 1 ? own[0] : undefined
}

const here = new URL('.', import.meta.url)

const stagesIn = (folder: URL): readonly string[] =>
  readdirSync(folder).flatMap((name) => (name.endsWith('.json') ? name.slice(0, -'.json'.length) : []))

const read = (stage: string, folder: URL): string => {
  const stages = stagesIn(folder)
  if (!stages.includes(stage))
    throw new Refusal(
      `There is no settings/${stage}.json: the stage must be one of ${stages.join(', ')}, or copy settings/example.json.`,
    )
  return readFileSync(new URL(`${stage}.json`, folder), 'utf8')
}

const parse = (json: string, file: string): unknown => {
  try {
    // Editors on Windows may begin a file with a byte order mark.
    return JSON.parse(json.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new Refusal(`${file} is not JSON: ${error instanceof Error ? error.message : error}.`)
  }
}

const sentence = (issue: z.core.$ZodIssue, raw: unknown, file: string): string => {
  const setting = issue.path.join('.') || 'the file'
  if (issue.code === 'unrecognized_keys')
    return `${file}: ${[...issue.path, issue.keys[0]].join('.')} is not a setting; remove it or check its spelling.`
  if (issue.code === 'invalid_key') return `${file}: ${setting} is not allowed: its name ${issue.issues[0]?.message}.`
  const value = valueAt(raw, issue.path)
  if (issue.message.startsWith('must'))
    return value === undefined
      ? `${file}: ${setting} is missing; it ${issue.message}.`
      : `${file}: ${setting} is ${JSON.stringify(value)}, but it ${issue.message}.`
  // What the schema has no words for has the wrong type.
  return value === undefined
    ? `${file}: ${setting} is missing; it must be set.`
    : `${file}: ${setting} is ${JSON.stringify(value)}, but it must be of another type (${issue.message}).`
}

const valueAt = (raw: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined), raw)
