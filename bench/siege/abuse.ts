import type { Chance } from './chance.ts'
import type { Moments } from './moments.ts'
import type { Text } from './traffic.ts'

/** How abusive texts come: when, and by its place among them from whom and in what words. */
export type Attack = {
  readonly moments: Moments
  readonly senderOf: (index: number) => string
  readonly wordsOf: (index: number, chance: Chance) => string
}

/** So many texts of an attack, in no order. */
export const createAbuse = ({ moments, senderOf, wordsOf }: Attack, texts: number, chance: Chance): readonly Text[] =>
  moments(texts, chance).map((at, index) => ({
    at,
    sender: senderOf(index),
    words: wordsOf(index, chance),
    abusive: true,
  }))

/** Our guess: three in five who join in paste, word for word, one of a handful of texts that they were given. */
export const mostlyPasted: Attack['wordsOf'] = (index, chance) =>
  chance.next() < 0.6 ? chance.pick(pasted) : noTwoAlike(index, chance)

const pasted = [
  'Alors on donne un faux numéro ? On va te retrouver',
  'Vous êtes la honte de ce pays, fermez ce numéro',
  'Ceci est un message du forum : on vous ruine SMS par SMS',
  'Répondez donc à celui-là aussi, ça vous coûtera cher',
  'Les féministes au tribunal, et vous avec',
  'Bon courage pour la facture à la fin du mois',
] as const

/** The last word differs. */
export const noTwoAlike: Attack['wordsOf'] = (index, chance) =>
  `${chance.pick(beginnings)} ${chance.pick(middles)} ${chance.pick(ends)} ${wordOf(index)}`

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
