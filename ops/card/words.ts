import type { Language } from '../../shared/rules/messages.ts'
import type { CardRemark } from '../carrier.ts'
import {
  channelsOf,
  emergenciesIn,
  type Helpline,
  isAlwaysThere,
  isForAnybody,
  listenersIn,
  listenersToTheYoungIn,
} from './helplines.ts'
import { aboutHelpline, purposeOf, waysTo } from './helplines-said.ts'
import { wordsIn } from './languages.ts'

export type CardSubject = {
  readonly language: Language
  readonly countries: readonly string[]
  /** What else there is to know about this number. The file for phones says most of it. */
  readonly remark: CardRemark | undefined
}

/** The purpose, and at most three lines to be read in a dark bar, on the part of the card that is cut off. */
export const wordsOn = ({ language, countries }: CardSubject): readonly string[] => {
  const words = wordsIn[language].card
  const said = (helplines: readonly Helpline[], about: typeof aboutHelpline) =>
    helplines.map((one) => `${numberOf(one, language)} (${about(one, language)})`).join(', ')
  const emergencies = emergenciesIn(countries).filter(({ beforehand }) => !beforehand)
  const danger = said(emergencies.slice(0, 2), purposeOf)
  const young = listenersToTheYoungIn(countries, language).filter(hasHours)
  const listeners = [...new Set([...listenersOn(countries, language), ...young.slice(0, 1)])]
  const always = said(listeners.filter(isAlwaysThere), purposeOf)
  const byDay = said(
    listeners.filter((one) => !isAlwaysThere(one)),
    aboutHelpline,
  )
  return [
    words.purpose,
    danger ? words.danger(danger) : words.noEmergencyNumber,
    ...(always ? [words.always(always)] : []),
    ...(byDay ? [words.byDay(byDay)] : []),
  ].map((line) =>
    line
      // The font lacks this space, and the apostrophes of a card are straight.
      .replaceAll('\u202f', '\u00a0')
      .replaceAll('’', "'"),
  )
}

/** In one piece, so that no end of a row stands within it. */
const numberOf = (one: Helpline, language: Language) => waysTo(one, language)[0]?.words.replaceAll(' ', '\u00a0')

/** Who answers soonest, and if not for anybody, who is there for anybody day and night. */
const listenersOn = (countries: readonly string[], language: Language): readonly Helpline[] => {
  const [first, ...others] = listenersIn(countries, language).filter(hasHours)
  if (first === undefined || isForAnybody(first)) return first === undefined ? [] : [first]
  const forAnybody = others.filter((one) => isForAnybody(one) && isAlwaysThere(one))
  return [first, ...forAnybody.slice(0, 1)]
}

const hasHours = (one: Helpline): boolean =>
  channelsOf(one)
    .slice(0, 1)
    .some((channel) => one.hours?.[channel])
