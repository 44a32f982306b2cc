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
} from './helplines/helplines.ts'
import { aboutHelpline, purposeOf, waysTo } from './helplines/said.ts'

export type CardSubject = {
  readonly language: Language
  readonly countries: readonly string[]
  /** What else there is to know about this number. The file for phones says most of it. */
  readonly remark: CardRemark | undefined
}

/** The purpose, and at most three lines to be read in a dark bar, on the part of the card that is cut off. */
export const wordsOn = ({ language, countries }: CardSubject): readonly string[] => {
  const words = wordsIn[language]
  const said = (helplines: readonly Helpline[], about: typeof aboutHelpline) =>
    helplines.map((one) => `${numberOf(one, language)} (${about(one, language)})`).join(', ')
  const emergencies = emergenciesIn(countries).filter(({ beforehand }) => !beforehand)
  const danger = said(emergencies.slice(0, 2), purposeOf)
  const young = listenersToTheYoungIn(countries, language).filter(hasHours)
  const listeners = [...listenersOn(countries, language), ...young.slice(0, 1)]
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

type CardWords = {
  readonly purpose: string
  readonly danger: (numbers: string) => string
  readonly noEmergencyNumber: string
  /** Who listens at any hour, and who does by day. */
  readonly always: (numbers: string) => string
  readonly byDay: (numbers: string) => string
}

/** They must be true of every line: settings decide how long a reply waits, and a line that takes calls rings. */
const wordsIn: { readonly [L in Language]: CardWords } = {
  fr: {
    purpose:
      "À découper. On insiste\u00a0? Donnez ce numéro\u00a0: qui y écrit sera prié de vous laisser en paix. Le code l'enregistre. Personne ne décroche.",
    danger: (numbers) => `En danger, pas ce numéro, mais\u00a0: ${numbers}.`,
    noEmergencyNumber: 'En danger, pas ce numéro, mais en Europe le 112.',
    always: (numbers) => `Jour et nuit\u00a0: ${numbers}.`,
    byDay: (numbers) => `Pour en parler\u00a0: ${numbers}.`,
  },
  en: {
    purpose:
      'Cut this off. Somebody insists? Give them this number: whoever writes to it is asked to leave you in peace. The code saves it. Nobody picks up.',
    danger: (numbers) => `In danger, not this number, but: ${numbers}.`,
    noEmergencyNumber: 'In danger, not this number, but in Europe 112.',
    always: (numbers) => `Day and night: ${numbers}.`,
    byDay: (numbers) => `To talk to somebody: ${numbers}.`,
  },
  de: {
    purpose:
      'Abschneiden. Jemand drängt? Nennen Sie diese Nummer: Wer dorthin schreibt, soll Sie in Ruhe lassen. Der Code speichert sie. Niemand nimmt ab.',
    danger: (numbers) => `Bei Gefahr nicht diese Nummer, sondern: ${numbers}.`,
    noEmergencyNumber: 'Bei Gefahr nicht diese Nummer, sondern in Europa die 112.',
    always: (numbers) => `Tag und Nacht: ${numbers}.`,
    byDay: (numbers) => `Wenn Sie reden möchten: ${numbers}.`,
  },
  es: {
    purpose:
      'Recorte esto. ¿Insisten? Dé este número: a quien escriba aquí se le pide que le deje en paz a usted. El código lo guarda. Nadie contesta.',
    danger: (numbers) => `En peligro, no este número, sino: ${numbers}.`,
    noEmergencyNumber: 'En peligro, no este número, sino en Europa el 112.',
    always: (numbers) => `Día y noche: ${numbers}.`,
    byDay: (numbers) => `Para hablar con alguien: ${numbers}.`,
  },
  it: {
    purpose:
      'Da ritagliare. Qualcuno insiste? Dia questo numero: a chi lo contatta si chiede di lasciarLa in pace. Il codice lo salva. Nessuno risponde.',
    danger: (numbers) => `In pericolo non questo numero, ma: ${numbers}.`,
    noEmergencyNumber: 'In pericolo non questo numero, ma in Europa il 112.',
    always: (numbers) => `Giorno e notte: ${numbers}.`,
    byDay: (numbers) => `Per parlarne: ${numbers}.`,
  },
  nl: {
    purpose:
      'Afknippen. Dringt iemand aan? Geef dit nummer: wie er een bericht naar stuurt, moet u met rust laten. De code slaat het op. Niemand neemt op.',
    danger: (numbers) => `In gevaar niet dit nummer, maar: ${numbers}.`,
    noEmergencyNumber: 'In gevaar niet dit nummer, maar in Europa 112.',
    always: (numbers) => `Dag en nacht: ${numbers}.`,
    byDay: (numbers) => `Wilt u praten? ${numbers}.`,
  },
}
