import type { Language } from '../../shared/rules/messages.ts'
import type { CardRemark } from '../carrier.ts'
import { emergenciesIn, type Helpline, listenersIn, listenersToTheYoungIn } from './helplines/helplines.ts'
import { aboutHelpline, waysTo } from './helplines/said.ts'

/** What a card's words are about. */
export type CardSubject = {
  readonly language: Language
  /** The countries where the number is at home. */
  readonly countries: readonly string[]
  /** What else there is to know about this number. */
  readonly remark: CardRemark | undefined
}

/** How many of those who listen a card names: the two who answer first, and one for the young. */
export const mostListeners = 3

/** The three lines on the part of the card that is cut off, to be read in a dark bar. The file for phones says the rest. */
export const wordsOn = (subject: CardSubject, listeners = mostListeners): readonly string[] => {
  const { language, countries, remark } = subject
  const words = wordsIn[language]
  const said = (helplines: readonly Helpline[]) =>
    [...new Set(helplines.map((one) => `${numberOf(one, language)} (${aboutHelpline(one, language)})`))].join(', ')
  const emergencies = said(emergenciesIn(countries))
  const talk = said(listenersOn(subject, listeners))
  return [
    [words.purpose, remark?.warning[language]].filter(Boolean).join(' '),
    emergencies ? words.danger(emergencies) : words.noEmergencyNumber,
    ...(talk ? [words.talk(talk)] : []),
  ].map((line) =>
    line
      // The font lacks this space, and the apostrophes of a card are straight.
      .replaceAll('\u202f', '\u00a0')
      .replaceAll('’', "'"),
  )
}

/** In one piece, so that no end of a row stands within it. */
const numberOf = (one: Helpline, language: Language) => waysTo(one, language)[0]?.words.replaceAll(' ', '\u00a0')

const listenersOn = ({ countries, language }: CardSubject, most: number): readonly Helpline[] => {
  const young = listenersToTheYoungIn(countries, language).slice(0, most > 1 ? 1 : 0)
  const called = listenersIn(countries, language).filter(({ call }) => call !== undefined)
  return [...called.slice(0, most - young.length), ...young]
}

type CardWords = {
  readonly purpose: string
  readonly danger: (numbers: string) => string
  readonly noEmergencyNumber: string
  readonly talk: (numbers: string) => string
}

/** They must be true of every line: settings decide how long a reply waits, and a line that takes calls rings. */
const wordsIn: { readonly [L in Language]: CardWords } = {
  fr: {
    purpose:
      "À découper. Qui écrit à ce numéro est prié, plus tard, de vous laisser en paix. Rien n'arrive aussitôt, personne ne décroche.",
    danger: (numbers) => `En danger, pas ce numéro\u00a0: ${numbers}.`,
    noEmergencyNumber: 'En danger, pas ce numéro\u00a0: en Europe, le 112.',
    talk: (numbers) => `Pour en parler\u00a0: ${numbers}.`,
  },
  en: {
    purpose:
      'Cut this off. Whoever writes to this number is asked, later, to leave you in peace. Nothing comes at once, nobody picks up.',
    danger: (numbers) => `In danger, not this number: ${numbers}.`,
    noEmergencyNumber: 'In danger, not this number: in Europe, 112.',
    talk: (numbers) => `To talk to somebody: ${numbers}.`,
  },
  de: {
    purpose:
      'Abschneiden. Wer ihr schreibt, wird später gebeten, Sie in Ruhe zu lassen. Nichts kommt sofort, niemand nimmt ab.',
    danger: (numbers) => `Bei Gefahr nicht diese Nummer, sondern: ${numbers}.`,
    noEmergencyNumber: 'Bei Gefahr nicht diese Nummer, sondern in Europa die 112.',
    talk: (numbers) => `Zum Reden: ${numbers}.`,
  },
  es: {
    purpose:
      'Para recortar. A quien escriba a este número se le pide, más tarde, que le deje a usted en paz. Nada llega al momento, nadie contesta.',
    danger: (numbers) => `En peligro, no este número: ${numbers}.`,
    noEmergencyNumber: 'En peligro, no este número: en Europa, el 112.',
    talk: (numbers) => `Para hablar: ${numbers}.`,
  },
  it: {
    purpose:
      'Da ritagliare. A chi scrive a questo numero si chiede, più tardi, di lasciarLa in pace. Nulla arriva subito, nessuno risponde.',
    danger: (numbers) => `In pericolo, non questo numero: ${numbers}.`,
    noEmergencyNumber: 'In pericolo, non questo numero: in Europa, il 112.',
    talk: (numbers) => `Per parlarne: ${numbers}.`,
  },
  nl: {
    purpose:
      'Afknippen. Wie naar dit nummer schrijft, krijgt later het verzoek u met rust te laten. Niets komt meteen, niemand neemt op.',
    danger: (numbers) => `In gevaar niet dit nummer, maar: ${numbers}.`,
    noEmergencyNumber: 'In gevaar niet dit nummer, maar in Europa 112.',
    talk: (numbers) => `Om te praten: ${numbers}.`,
  },
}
