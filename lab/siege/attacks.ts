import { minute, second } from '../../shared/rules/timing.ts'
import {
  comesBack,
  comesBackAfter,
  opener,
  type Period,
  type Random,
  randomMobile,
  siege,
  type Text,
} from './traffic.ts'

/** How many abusive texts arrive, when, and for the text at each index, from whom and in what words. */
export type Attack = {
  readonly texts: number
  readonly moments: Moments
  readonly senderOf: (index: number) => string
  readonly wordsOf: (index: number, random: Random) => string
}

export const textsOf = ({ texts, moments, senderOf, wordsOf }: Attack, random: Random): readonly Text[] =>
  moments(texts, random).map((at, index) => {
    return { at, sender: senderOf(index), words: wordsOf(index, random), abusive: true }
  })

/** The sender of each text: `count` random numbers take turns. */
const takingTurns = (count: number, random: Random): Attack['senderOf'] => {
  const numbers = Array.from({ length: count }, () => randomMobile(random))
  return (index) => numbers[index % count] ?? ''
}

/** So many numbers that take turns to text, as often as that or once each. */
export const fromNumbers =
  (count: number, how: Pick<Attack, 'moments' | 'wordsOf'>, texts = count) =>
  (random: Random): Attack => ({ ...how, texts, senderOf: takingTurns(count, random) })

/** Our guess: three in five of those who join in paste one of a handful of given texts, word for word. */
export const mostlyPasted: Attack['wordsOf'] = (index, random) =>
  random.next() < 0.6 ? random.pick(pasted) : noTwoAlike(index, random)

const pasted = [
  'Alors on donne un faux numéro ? On va te retrouver',
  'Vous êtes la honte de ce pays, fermez ce numéro',
  'Ceci est un message du forum : on vous ruine SMS par SMS',
  'Répondez donc à celui-là aussi, ça vous coûtera cher',
  'Les féministes au tribunal, et vous avec',
  'Bon courage pour la facture à la fin du mois',
] as const

/** Texts of which no two are alike: the last word is made from the index. */
export const noTwoAlike: Attack['wordsOf'] = (index, random) =>
  `${random.pick(beginnings)} ${random.pick(middles)} ${random.pick(ends)} ${wordOf(index)}`

const wordOf = (index: number): string =>
  [...String(index)]
    .map((digit) => ['ba', 'co', 'di', 'fu', 'ga', 'lo', 'mi', 'nu', 'ra', 'ti'][Number(digit)])
    .join('')

const beginnings = ['Alors', 'Eh', 'Franchement', 'Sérieux', 'Bravo', 'Dis donc', 'Tiens', 'Encore'] as const
const middles =
  'tu te crois maligne, on se moque de qui, ça coûte combien, c’est ridicule, tu vas voir, réponds un peu'.split(', ')
const ends = ['hein', 'ma grande', 'les amis', 'pour rire', 'ce soir', 'tout le monde'] as const

export type Moments = (count: number, random: Random) => readonly number[]

export const evenly =
  ({ from, to }: Period): Moments =>
  (count, random) =>
    Array.from({ length: count }, () => from + random.below(to - from))

/** A text at the start of every `everyMs`. */
export const steadily =
  (everyMs: number, { from }: Period): Moments =>
  (count) =>
    Array.from({ length: count }, (_, index) => from + index * everyMs)

const burst = { texts: 1000, lastsMs: minute }

/** Bursts of a thousand texts within a minute, as the press reported, each in a slot of its own. */
export const inBursts =
  ({ from, to }: Period): Moments =>
  (count, random) => {
    const bursts = Math.ceil(count / burst.texts)
    const slotMs = (to - from) / bursts
    const slackMs = Math.max(1, slotMs - burst.lastsMs)
    const starts = Array.from({ length: bursts }, (_, slot) => from + slot * slotMs + random.below(slackMs))
    const startOf = (index: number): number => starts[Math.floor(index / burst.texts)] ?? from
    return Array.from({ length: count }, (_, index) => startOf(index) + random.below(burst.lastsMs))
  }

/** Random times in the first second of each minute. */
export const atTheStartOfEachMinute =
  ({ from, to }: Period): Moments =>
  (count, random) => {
    const start = () => from + random.below(Math.floor((to - from) / minute)) * minute
    return Array.from({ length: count }, () => start() + random.below(second))
  }

/** So many numbers that each text `times` times in the siege, with pauses of 6 to 20 minutes. */
export const askingAgain =
  (count: number, times: number, wordsOf: Attack['wordsOf']) =>
  (random: Random): Attack => {
    const numberOf = takingTurns(count, random)
    const moments = evenly(siege)(count, random).flatMap((begin) => {
      const ofNumber = [begin]
      while (ofNumber.length < times) ofNumber.push((ofNumber.at(-1) ?? begin) + 6 * minute + random.below(14 * minute))
      return ofNumber
    })
    const senderOf = (index: number) => numberOf(Math.floor(index / times))
    return { texts: times * count, moments: () => moments, senderOf, wordsOf }
  }

/** The index of the first text by the same sender: of five texts, the last comes from the sender of the first. */
const firstOfSender = (index: number): number => {
  const askers = 1 / comesBack.share
  return index % (askers + 1) === askers ? index - askers : index
}

/** So many texts of numbers that write as people do: one in four texts again, sooner more often than later. */
export const mimics =
  (texts: number, period: Period) =>
  (random: Random): Attack => {
    const numberOf = takingTurns(texts, random)
    const begins = evenly(period)(texts, random)
    const moments = begins.map((begin, index) => {
      const first = begins[firstOfSender(index)] ?? begin
      return first === begin ? begin : first + comesBackAfter(random)
    })
    const senderOf = (index: number) => numberOf(firstOfSender(index))
    return { texts, moments: () => moments, senderOf, wordsOf: (_, random) => opener(random) }
  }
