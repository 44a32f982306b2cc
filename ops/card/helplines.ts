import { type Countries, countriesWith, type Need, needs } from '../../settings/countries/countries.ts'
import type { Language } from '../../shared/rules/messages.ts'

const danger = ['police', 'speechless', 'medical', 'emergency', 'deaf'] as const
/** Those who listen to whoever was pestered by a stranger, women and men. */
const forAnybody = ['harassment', 'violence', 'victims', 'talk', 'anyAge'] as const
/** For others than whom a stranger pesters: they come last, whenever they answer. */
const last = ['couple', 'home', 'exploited'] as const
/** Ways to reach somebody, that which answers soonest first. */
const channels = ['call', 'text', 'whatsapp', 'chat', 'app'] as const

type Others = 'minors' | 'online' | 'women' | 'men' | 'sexual' | 'distress'
type Cause = (typeof danger | typeof forAnybody | typeof last)[number] | Others

/** A part of a country that has lines of its own. */
type Region = 'quebec' | 'englandAndWales' | 'scotland' | 'wales' | 'someRegions' | 'zurich' | 'basel'

export type Channel = (typeof channels)[number]

/** A row of the facts about countries: somebody who answers to a need. */
type Row = { readonly [C in Channel]?: string } & {
  /** Missing if it is what the need is called, or somebody to talk to for adults. */
  readonly for?: Cause
  /** Another need that they answer to. */
  readonly also?: Need
  readonly region?: Region
  readonly press?: string
  readonly say?: string
  /** Whether it helps only those who have installed an app, or registered their phone. */
  readonly beforehand?: boolean
  /** As in the entry, if they are not those. */
  readonly languages?: string
  /** "24/7", or such as "Mon-Thu 8-20, Fri 8-15", of the first way or of each. Missing if no source says. */
  readonly hours?: string | Hours
  /** Pages that say so, as far as possible of those who run it or of an authority. */
  readonly source: string | readonly string[]
  /** When they were read, in stored copies. Services change, so whoever hands a page out reads them again. */
  readonly read?: string
  /** What the sources leave open, or contradict each other in. */
  readonly doubt?: string
}

type Hours = { readonly [C in Channel]?: string }

/** Somebody who answers. The facts about them stand in the data of countries and in the sources, and nowhere else. */
export type Helpline = Omit<Row, 'for' | 'also' | 'languages' | 'hours' | 'source' | 'read'> & {
  readonly for: Cause
  readonly countries: readonly string[]
  readonly needs: readonly Need[]
  readonly languages?: readonly string[]
  readonly hours?: Hours
  readonly sources: readonly string[]
  readonly read: string
}

/** The ways to reach them, the first of which is told before the others. */
export const channelsOf = (one: { readonly [C in Channel]?: string }): readonly Channel[] =>
  channels.filter((channel) => one[channel] !== undefined)

const helplineOf = (entry: Countries<Row>, need: Need, written: Row): Helpline => {
  const { also, languages, hours, source, read = entry.read ?? '', ...row } = written
  // Nobody asks in which language help is sent.
  const spoken = languages ?? (need === 'emergency' ? undefined : entry.languages)
  return {
    ...row,
    for: row.for ?? (need === 'adult' ? 'talk' : need),
    countries: entry.countries.split(' '),
    needs: also === undefined ? [need] : [need, also],
    ...(spoken !== undefined && { languages: spoken.split(' ') }),
    ...(hours !== undefined && { hours: typeof hours === 'string' ? { [channelsOf(row)[0] ?? '']: hours } : hours }),
    sources: [source].flat(),
    read,
  }
}

/** Listed only if a source was found, because a wrong number costs more than a missing one. */
export const allHelplines: readonly Helpline[] = countriesWith<Row>().flatMap((entry) =>
  needs.flatMap((need) => (entry[need] ?? []).map((row) => helplineOf(entry, need, row))),
)

/** Those in these countries who send somebody: first who needs no preparation. */
export const emergenciesIn = (countries: readonly string[]) => {
  const rank = (one: Helpline) =>
    Number(one.beforehand ?? false) * danger.length + (danger as readonly Cause[]).indexOf(one.for)
  return answeringTo(['emergency'], countries).toSorted((a, b) => rank(a) - rank(b))
}

/** Those in these countries who listen, but send nobody. */
export const listenersIn = (countries: readonly string[], language: Language) =>
  bestFirst(answeringTo(['adult', 'sexual'], countries), language)

/** Those in these countries who listen to the young: who is there for any age, only if they speak the language. */
export const listenersToTheYoungIn = (countries: readonly string[], language: Language) =>
  bestFirst(answeringTo(['minors'], countries), language).filter((one) => one.for !== 'anyAge' || speaks(one, language))

/** Those in these countries who answer to one of these needs. */
const answeringTo = (wanted: readonly Need[], countries: readonly string[]) =>
  allHelplines.filter(
    (one) =>
      one.needs.some((need) => wanted.includes(need)) && one.countries.some((country) => countries.includes(country)),
  )

/** First who speaks the language, then who answers at one in the morning, in all regions, through an interpreter. */
const bestFirst = (found: readonly Helpline[], language: Language) => {
  const rank = (one: Helpline) =>
    16 * Number(!last.some((cause) => cause === one.for)) +
    8 * Number(speaks(one, language)) +
    4 * Number(isAlwaysThere(one)) +
    2 * Number(one.region === undefined) +
    Number(speaks(one, language) || one.languages?.includes('mul') === true)
  return found.toSorted((a, b) => rank(b) - rank(a))
}

/** Whoever sends somebody does so at any hour. */
export const sendsHelp = (one: Helpline): boolean => one.needs.includes('emergency')

export const isForAnybody = (one: Helpline): boolean => forAnybody.some((cause) => cause === one.for)

export const speaks = ({ languages }: Helpline, language: Language): boolean => languages?.includes(language) === true

/** Whether they answer day and night in the first of these ways. */
export const isAlwaysThere = (one: Helpline): boolean =>
  channelsOf(one)
    .slice(0, 1)
    .some((channel) => one.hours?.[channel] === '24/7')
