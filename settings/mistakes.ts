import type { z } from 'zod'

import { keysAt } from './keys.ts'
import { nearest } from './near.ts'

/** Where a setting is in the file. */
type Path = readonly PropertyKey[]

type Mistake = { readonly path: Path; readonly said: string; readonly meant?: Path | undefined }

const maxSentences = 10

/** What is wrong with settings, in a sentence for each; the last one counts those that are too many to tell. */
export const mistakesIn = ({ issues }: z.ZodError, raw: unknown): readonly string[] => {
  const mistakes = withoutConsequences(issues.flatMap((issue) => mistakesOf(issue, raw)))
  const sentences = mistakes.map(({ path, said }) => `${nameOf(path)} ${said}.`)
  if (sentences.length <= maxSentences) return sentences
  const told = sentences.slice(0, maxSentences - 1)
  return [...told, `${sentences.length - told.length} more mistakes are not told yet.`]
}

/** Each setting is told of once; and neither is one missing that is only misspelt, nor is it the fault of what holds it. */
const withoutConsequences = (mistakes: readonly Mistake[]): readonly Mistake[] => {
  const places = mistakes.map(({ path }) => path.join('.'))
  const misspelt = mistakes.flatMap(({ meant }) => (meant === undefined ? [] : `${meant.join('.')}.`))
  return mistakes.filter((_, i) => {
    const place = places[i] ?? ''
    return places.indexOf(place) === i && !misspelt.some((setting) => setting.startsWith(`${place}.`))
  })
}

const mistakesOf = (issue: z.core.$ZodIssue, raw: unknown): readonly Mistake[] => {
  const { path } = issue
  const value = valueAt(raw, path)
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key, value))
  return [{ path, said: whatItMustBe(issue, value) }]
}

const unknownKey = (place: Path, key: string, siblings: unknown): Mistake => {
  const path = [...place, key]
  const known = keysAt(place)
  const meant = nearest(
    key,
    known.filter((name) => valueAt(siblings, [name]) === undefined),
  )
  if (meant === undefined) return { path, said: `is not a setting: remove it, or write one of ${known.join(', ')}` }
  return { path, said: `is not a setting: write ${JSON.stringify(meant)}`, meant: [...place, meant] }
}

const whatItMustBe = (issue: z.core.$ZodIssue, value: unknown): string => {
  if (issue.code === 'invalid_key') return `is not allowed: its name ${issue.issues[0]?.message}`
  // What the schema has no words for has the wrong type.
  const must = issue.message.startsWith('must') ? issue.message : `must be of another type (${issue.message})`
  if (value !== undefined) return `is ${shown(value)}, but it ${must}`
  return `is missing; it ${issue.message.startsWith('must') ? must : 'must be set'}`
}

/** Lists are counted from one, as people do, and the sentence says so. */
const nameOf = (path: Path): string => {
  const name = path.map((key) => (typeof key === 'number' ? key + 1 : String(key))).join('.')
  return path.some((key) => typeof key === 'number') ? `${name} (counted from 1)` : name || 'the file'
}

/** As it stands in the file, but for users and passwords in addresses, which are nobody's business. */
const shown = (value: unknown): string =>
  JSON.stringify(value, (_, part) => (typeof part === 'string' ? part.replace(/^([a-z]*:).*@/is, '$1…@') : part))

const valueAt = (raw: unknown, path: Path): unknown =>
  path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined), raw)
