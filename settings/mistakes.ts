import { z } from 'zod'
import { settingsSchema } from './schema.ts'
import { nearest } from './values.ts'

type Path = readonly PropertyKey[]

type Mistake = { readonly path: Path; readonly said: string; readonly meant?: Path | undefined }

const maxSentences = 10

/** Describes the mistakes in settings, one sentence each. If there are too many, the last sentence counts the rest. */
export const mistakesIn = ({ issues }: z.ZodError, raw: unknown): readonly string[] => {
  const mistakes = withoutConsequences(issues.flatMap((issue) => mistakesOf(issue, raw)))
  const sentences = mistakes.map(({ path, said }) => `${nameOf(path)} ${said}.`)
  if (sentences.length <= maxSentences) return sentences
  const told = sentences.slice(0, maxSentences - 1)
  return [...told, `${sentences.length - told.length} more mistakes are not told yet.`]
}

/** Keeps the first mistake of each setting. What is misspelt is not also missing, nor a part wrong with the whole. */
const withoutConsequences = (mistakes: readonly Mistake[]): readonly Mistake[] => {
  const places = mistakes.map(({ path }) => path.join('.'))
  const misspelt = mistakes.flatMap(({ meant }) => (meant === undefined ? [] : `${meant.join('.')}.`))
  return mistakes.filter((_, i) => {
    const place = places[i] ?? ''
    const isInside = places.some((other) => other !== '' && place.startsWith(`${other}.`))
    return places.indexOf(place) === i && !isInside && !misspelt.some((setting) => setting.startsWith(`${place}.`))
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
  const { known, others } = keysAt(place, siblings)
  const owners = others.filter(({ keys }) => keys.includes(key)).map(({ carrier }) => carrier)
  if (owners.length > 0) {
    const leftOut = `must be left out: only a line of ${owners.join(' or ')} may have it`
    return { path, said: `is ${shown(valueAt(siblings, [key]))}, but it ${leftOut}` }
  }
  const meant = nearest(
    key,
    known.filter((name) => valueAt(siblings, [name]) === undefined),
  )
  if (meant === undefined) return { path, said: `is not a setting: remove it, or write one of ${known.join(', ')}` }
  return { path, said: `is not a setting: write ${JSON.stringify(meant)}`, meant: [...place, meant] }
}

const whatItMustBe = (issue: z.core.$ZodIssue, value: unknown): string => {
  if (issue.code === 'invalid_key') return `is not allowed: its name ${issue.issues[0]?.message}`
  // The schema's own messages begin with "must". Other messages are zod's, about a value of the wrong type.
  const must = issue.message.startsWith('must') ? issue.message : `must be of another type (${issue.message})`
  if (value !== undefined) return `is ${shown(value)}, but it ${must}`
  return `is missing; it ${issue.message.startsWith('must') ? must : 'must be set'}`
}

/** Counts list items from one, as people do, and says so. */
const nameOf = (path: Path): string => {
  const name = path.map((key) => (typeof key === 'number' ? key + 1 : String(key))).join('.')
  return path.some((key) => typeof key === 'number') ? `${name} (counted from 1)` : name || 'the file'
}

/** The value as in the file, cut off where it gets long, without users and passwords in addresses. */
const shown = (value: unknown): string => {
  const json = JSON.stringify(value, (_, part) =>
    typeof part === 'string' ? part.replace(/^([a-z]*:).*@/is, '$1…@') : part,
  )
  if (json.length <= longestShown) return json
  return `${json.slice(0, longestShown - 2)}…${json.startsWith('"') ? '"' : ''}`
}

const longestShown = 80

const valueAt = (raw: unknown, path: Path): unknown =>
  path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined), raw)

type Described = {
  readonly properties?: Readonly<Record<PropertyKey, Described>>
  readonly additionalProperties?: Described
  readonly propertyNames?: { readonly enum?: readonly string[] }
  readonly items?: Described
  /** The kinds of lines, each with settings of its own. */
  readonly oneOf?: readonly Described[]
  /** The carrier of a kind of lines. */
  readonly const?: string
}

/** The settings that may stand in a place, and in a line those of lines of other carriers. */
const keysAt = (place: Path, siblings: unknown) => {
  const root = z.toJSONSchema(settingsSchema, { io: 'input', unrepresentable: 'any' }) as Described
  const at = place.reduce<Described>(
    (at, key) => at.items ?? at.properties?.[key] ?? at.additionalProperties ?? {},
    root,
  )
  const kinds = (at.oneOf ?? [at]).map(({ properties = {}, propertyNames }) => ({
    carrier: properties['carrier']?.const,
    keys: Object.keys(properties).concat(propertyNames?.enum ?? []),
  }))
  // A line without a carrier is of AWS, as the schema has it, which lists that first.
  const own = kinds.find(({ carrier }) => carrier === valueAt(siblings, ['carrier'])) ?? kinds[0]
  return { known: own?.keys ?? [], others: kinds.filter((kind) => kind !== own) }
}
