import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'
import { day, hour, minute } from '../../shared/rules/timing.ts'

/** A random number generator with a seed. The same seed gives the same numbers. */
export type Random = ReturnType<typeof createRandom>

/** Park and Miller's minimal standard generator. The seed is from 1 to 2,147,483,646. */
export const createRandom = (seed: number) => {
  let state = seed
  const next = () => {
    state = (state * 48_271) % 2_147_483_647
    return (state - 1) / 2_147_483_646
  }
  next()
  const below = (limit: number) => Math.floor(next() * limit)
  return { next, below, pick: <T>(from: readonly T[]) => from[below(from.length)] as T }
}

export const randomMobile = (random: Random): string => {
  for (;;) {
    const number = `+33${random.pick([6, 7])}${digits(random.below(1e8))}`
    if (isFrench(number)) return number
  }
}

/** Consecutive numbers, as someone who fakes them may count them up. 20,000 of them fill two blocks of ten thousand. */
export const nthNeighbour = (index: number): string => `+336${digits(12_340_000 + index)}`

const digits = (number: number): string => String(number).padStart(8, '0')

const isFrench = (number: string): boolean => {
  const parsed = parsePhoneNumberFromString(number)
  return parsed?.isValid() === true && parsed.country === 'FR'
}

/** The words of a genuine text. Many people begin with the same bare word, some with a name, a place or a question. */
export const opener = (random: Random): string => {
  const kind = random.next()
  if (kind < 0.35) return greeting(random)
  if (kind < 0.5) return `C'est ${random.pick(names)}`
  if (kind < 0.75) return `${greeting(random)} c'est ${random.pick(names)} ${random.pick(places)}`
  if (kind < 0.9) return `${greeting(random)} ${random.pick(questions)}`
  return `${greeting(random)}, c'est ${random.pick(names)}, on s'est vus ${random.pick(places)}. ${random.pick(questions)}`
}

const greeting = (random: Random): string => random.pick(greetings) + random.pick(endings)

const greetings = 'Salut, Salut, Salut, Hello, Hello, Coucou, Coucou, Bonjour, Bonsoir, Hey, Cc, Slt, Yo'.split(', ')
const endings = ['', '', '', '', '!', ' !', ' :)', '...', ' toi'] as const
const names = `Marc, Kevin, Julien, Thomas, Nico, Alex, Mehdi, Karim, Antoine, Paul, Hugo, Lucas, Max, Romain, Yanis
Pierre, Seb, David, Olivier, Fred, Steph, Vincent, Sofiane, Bilal, Enzo, Theo, Louis, Jeremy, Cyril, Ben`.split(/, |\n/)
const places =
  `du bar, du metro, de samedi, d'hier soir, de la ligne 13, du train, de la salle de sport, de Tinder, du parc
de chez Sarah, du concert, de Bastille, de la rue Oberkampf, de la fac, du bus 38, de la terrasse`.split(/, |\n/)
const questions = `Ça va ?|Tu fais quoi ce soir ?|On se voit quand ?|T’es bien rentrée ?|Tu te souviens de moi ?
Un verre demain ?|Dispo ce week-end ?|Tu dors ?|Contente de t’avoir croisée|C’est bien ton numéro ?
Réponds quand tu peux|On continue la discussion ?`.split(/[|\n]/)

/** A text on its way to the number. Times are in milliseconds. */
export type Text = {
  readonly at: number
  /** When it reaches the number, if an outage holds it up. */
  readonly arrivesAt?: number
  readonly sender: string
  readonly words: string
  readonly abusive: boolean
}

export type Period = { readonly from: number; readonly to: number }

export const isIn = ({ from, to }: Period, at: number): boolean => at >= from && at < to

/** 30 October 2017 in Paris, the day of the siege. */
export const dayOfSiege: Period = { from: Date.UTC(2017, 9, 29, 23), to: Date.UTC(2017, 9, 30, 23) }

/** The 31st, whose budget the siege has partly booked in advance. */
export const dayAfter: Period = { from: dayOfSiege.to, to: dayOfSiege.to + day }

/** 16:00 to 20:00 in Paris on the 30th. */
export const siege: Period = { from: Date.UTC(2017, 9, 30, 15), to: Date.UTC(2017, 9, 30, 19) }

/** Creates so many genuine texts of people who first text in a period, with the daily rhythm, in no order. */
export const genuineTextsIn = (period: Period & { readonly texts: number }, random: Random): readonly Text[] => {
  const texts: Text[] = []
  while (texts.length < period.texts) texts.push(...textsOfGenuineSender(period, random, period.texts - texts.length))
  return texts
}

const textsOfGenuineSender = (period: Period, random: Random, most: number): readonly Text[] => {
  const [sender, at] = [randomMobile(random), momentOfDay(period, random)]
  const first = { at, sender, words: opener(random), abusive: false }
  if (random.next() >= comesBack.share || most === 1) return [first]
  return [first, { ...first, at: at + comesBackAfter(random), words: opener(random) }]
}

/** Our guess: one in four texts again, after three minutes to six hours, sooner more often (log-uniform). */
export const comesBack = { share: 1 / 4, afterMs: { min: 3 * minute, max: 6 * hour } }

export const comesBackAfter = (random: Random): number => {
  const { min, max } = comesBack.afterMs
  return Math.floor(min * (max / min) ** random.next())
}

/** Our guess at the hours of a day in Paris, as weights. It makes some 160 texts an hour in the siege. */
const rhythm = [3, 2, 1, 1, 1, 1, 1, 2, 3, 4, 4, 4, 5, 5, 5, 5, 5, 5, 6, 6, 6, 6, 6, 5]

const busiest = Math.max(...rhythm)

const momentOfDay = ({ from, to }: Period, random: Random): number => {
  for (;;) {
    const at = from + random.below(to - from)
    if (random.next() * busiest < (rhythm[hourInParis(at)] ?? 0)) return at
  }
}

const hourInParis = (at: number): number => Math.floor(((at + hour) % day) / hour)
