import type { Language } from '../../../shared/rules/messages.ts'
import helplines from './helplines.json' with { type: 'json' }

const danger = ['police', 'speechless', 'medical', 'emergency'] as const
const young = ['minors', 'online'] as const
const listening = ['women', 'men', 'couple', 'home', 'sexual', 'harassment', 'violence', 'victims', 'talk'] as const

/** What somebody is called for. */
export type Cause = (typeof danger | typeof young | typeof listening)[number]

/** A part of a country that has lines of its own. */
export type Region = 'quebec' | 'englandAndWales'

/** Somebody who answers. The facts about them stand here and in the sources, and nowhere else. */
export type Helpline = {
  /** Country codes of ISO 3166. */
  readonly countries: readonly string[]
  readonly region?: Region
  readonly for: Cause
  /** A number to call. */
  readonly call?: string
  /** What to press for whoever can't speak. */
  readonly press?: string
  /** A number that takes texts, and the word to send it. */
  readonly text?: string
  readonly say?: string
  readonly whatsapp?: string
  /** A site to chat on. */
  readonly chat?: string
  /** Codes of ISO 639, of which "mul" stands for many others. Missing if no source says. */
  readonly languages?: readonly string[]
  /** "24/7", or hours with or without days, such as "Mon-Thu 8-20, Fri 8-15". Missing if no source says. */
  readonly hours?: string
  /** Pages that say so, as far as possible of those who run it or of an authority. */
  readonly sources: readonly string[]
  /** When they were read, in stored copies. Services change, so whoever hands a page out reads them again. */
  readonly read: string
}

/** Listed only if a source was found, because a wrong number costs more than a missing one. */
export const allHelplines = helplines as readonly Helpline[]

/** Those in these countries who send somebody. */
export const emergenciesIn = (countries: readonly string[]) => calledFor(danger, countries)

/** Those in these countries who listen, but send nobody. */
export const listenersIn = (countries: readonly string[], language: Language) =>
  bestFirst(calledFor(listening, countries), language)

/** Those in these countries who listen to children and young people. */
export const listenersToTheYoungIn = (countries: readonly string[], language: Language) =>
  bestFirst(calledFor(young, countries), language)

const calledFor = (causes: readonly Cause[], countries: readonly string[]) =>
  allHelplines.filter((one) => causes.includes(one.for) && one.countries.some((country) => countries.includes(country)))

/** First who answers at one in the morning, and among those who speaks the language. */
const bestFirst = (found: readonly Helpline[], language: Language) => {
  const rank = (one: Helpline) => 2 * Number(one.hours === '24/7') + Number(speaks(one, language))
  return found.toSorted((a, b) => rank(b) - rank(a))
}

/** Whoever sends somebody does so at any hour. */
export const sendsHelp = (one: Helpline): boolean => danger.some((cause) => cause === one.for)

export const speaks = ({ languages }: Helpline, language: Language): boolean => languages?.includes(language) === true
