import type { Language } from '../../../shared/rules/messages.ts'
import helplines from './helplines.json' with { type: 'json' }

const danger = ['police', 'speechless', 'medical', 'emergency', 'deaf'] as const
const young = ['minors', 'exploited', 'online', 'anyAge'] as const
/** Those who listen to whoever was pestered by a stranger, women and men. */
const forAnybody = ['harassment', 'violence', 'victims', 'talk', 'anyAge'] as const
const listening = ['women', 'men', 'couple', 'home', 'sexual', 'distress', ...forAnybody] as const
/** Ways to reach somebody, that which answers soonest first. */
const channels = ['call', 'text', 'whatsapp', 'chat', 'app'] as const

export type Cause = (typeof danger | typeof young | typeof listening)[number]

/** A part of a country that has lines of its own. */
type Region = 'quebec' | 'englandAndWales' | 'scotland' | 'someRegions'

export type Channel = (typeof channels)[number]

/** Somebody who answers. The facts about them stand here and in the sources, and nowhere else. */
export type Helpline = { readonly [C in Channel]?: string } & {
  /** Country codes of ISO 3166. */
  readonly countries: readonly string[]
  readonly region?: Region
  readonly for: Cause
  readonly press?: string
  readonly say?: string
  /** Whether it helps only those who have installed an app, or registered their phone. */
  readonly beforehand?: boolean
  /** Codes of ISO 639, of which "mul" stands for many others. Missing if no source says. */
  readonly languages?: readonly string[]
  /** Of each way: "24/7", or such as "Mon-Thu 8-20, Fri 8-15". Missing if no source says. */
  readonly hours?: { readonly [C in Channel]?: string }
  /** Pages that say so, as far as possible of those who run it or of an authority. */
  readonly sources: readonly string[]
  /** When they were read, in stored copies. Services change, so whoever hands a page out reads them again. */
  readonly read: string
  /** What the sources leave open, or contradict each other in. */
  readonly doubt?: string
}

/** Listed only if a source was found, because a wrong number costs more than a missing one. */
export const allHelplines = helplines as readonly Helpline[]

/** Those in these countries who send somebody: first who needs no preparation. */
export const emergenciesIn = (countries: readonly string[]) => {
  const rank = (one: Helpline) =>
    Number(one.beforehand ?? false) * danger.length + (danger as readonly Cause[]).indexOf(one.for)
  return calledFor(danger, countries).toSorted((a, b) => rank(a) - rank(b))
}

/** Those in these countries who listen, but send nobody. */
export const listenersIn = (countries: readonly string[], language: Language) =>
  bestFirst(calledFor(listening, countries), language)

/** Those in these countries who listen to the young: who is there for any age, only if they speak the language. */
export const listenersToTheYoungIn = (countries: readonly string[], language: Language) =>
  bestFirst(calledFor(young, countries), language).filter((one) => one.for !== 'anyAge' || speaks(one, language))

const calledFor = (causes: readonly Cause[], countries: readonly string[]) =>
  allHelplines.filter((one) => causes.includes(one.for) && one.countries.some((country) => countries.includes(country)))

/** For others than whom a stranger pesters: they come last, whenever they answer. */
const last: readonly Cause[] = ['couple', 'home', 'exploited']

/** First who speaks the language, then who answers at one in the morning, in all regions, through an interpreter. */
const bestFirst = (found: readonly Helpline[], language: Language) => {
  const rank = (one: Helpline) =>
    16 * Number(!last.includes(one.for)) +
    8 * Number(speaks(one, language)) +
    4 * Number(isAlwaysThere(one)) +
    2 * Number(one.region === undefined) +
    Number(speaks(one, language) || one.languages?.includes('mul') === true)
  return found.toSorted((a, b) => rank(b) - rank(a))
}

/** Whoever sends somebody does so at any hour. */
export const sendsHelp = (one: Helpline): boolean => danger.some((cause) => cause === one.for)

export const isForAnybody = (one: Helpline): boolean => forAnybody.some((cause) => cause === one.for)

export const speaks = ({ languages }: Helpline, language: Language): boolean => languages?.includes(language) === true

/** The ways to reach them, the first of which is told before the others. */
export const channelsOf = (one: Helpline): readonly Channel[] =>
  channels.filter((channel) => one[channel] !== undefined)

/** Whether they answer day and night in the first of these ways. */
export const isAlwaysThere = (one: Helpline): boolean =>
  channelsOf(one)
    .slice(0, 1)
    .some((channel) => one.hours?.[channel] === '24/7')
