import type { Moments } from './moments.ts'
import type { Random } from './random.ts'
import type { Text } from './traffic.ts'

/** How abusive texts arrive: when, and for the text at each index, from whom and in what words. */
export type Attack = {
  readonly moments: Moments
  readonly senderOf: (index: number) => string
  readonly wordsOf: (index: number, random: Random) => string
}

/** Creates the texts of an attack, in no order. */
export const createAbuse = ({ moments, senderOf, wordsOf }: Attack, texts: number, random: Random): readonly Text[] =>
  moments(texts, random).map((at, index) => ({
    at,
    sender: senderOf(index),
    words: wordsOf(index, random),
    abusive: true,
  }))

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
const middles = [
  'tu te crois maligne',
  'on se moque de qui',
  'ça coûte combien',
  'c’est ridicule',
  'tu vas voir',
  'réponds un peu',
] as const
const ends = ['hein', 'ma grande', 'les amis', 'pour rire', 'ce soir', 'tout le monde'] as const
