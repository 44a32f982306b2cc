import { minute } from '../../shared/rules/timing.ts'
import type { Chance } from './chance.ts'
import { siege, type Text } from './traffic.ts'

/** How abusive texts come: how many, from whom, when, and in what words. */
export type Attack = {
  readonly texts: number
  readonly from: number
  readonly to: number
  readonly senderOf: (index: number) => string
  /** In bursts of a thousand within a minute, as the press had it, or spread evenly. */
  readonly profile: 'bursts' | 'even'
  /** How many of them are one of a handful of texts, word for word. */
  readonly pastedShare: number
}

/** Our guess: most who join in paste what they were given. */
export const usualPastedShare = 0.6

const burst = { texts: 1000, lastsMs: minute }

/** An attack's texts, in no order. */
export const createAbuse = (attack: Attack, chance: Chance): readonly Text[] => {
  const starts = burstStarts(attack, chance)
  return Array.from({ length: attack.texts }, (_, index) => {
    const start = starts[Math.floor(index / burst.texts)] ?? attack.from
    const at =
      attack.profile === 'bursts'
        ? start + chance.below(burst.lastsMs)
        : attack.from + chance.below(attack.to - attack.from)
    const words = chance.next() < attack.pastedShare ? chance.pick(pasted) : varied(index, chance)
    return { at, sender: attack.senderOf(index), words, abusive: true }
  })
}

/** One burst in each equal part of the time, at any moment of it. */
const burstStarts = ({ texts, from, to }: Attack, chance: Chance): readonly number[] => {
  const count = Math.ceil(texts / burst.texts)
  const slotMs = (to - from) / count
  return Array.from(
    { length: count },
    (_, slot) => from + slot * slotMs + chance.below(Math.max(1, slotMs - burst.lastsMs)),
  )
}

export const fourHours = { from: siege.from, to: siege.to }

const pasted = [
  'Alors on donne un faux numéro ? On va te retrouver',
  'Vous êtes la honte de ce pays, fermez ce numéro',
  'Ceci est un message du forum : on vous ruine SMS par SMS',
  'Répondez donc à celui-là aussi, ça vous coûtera cher',
  'Les féministes au tribunal, et vous avec',
  'Bon courage pour la facture à la fin du mois',
] as const

/** No two alike: the last word differs. */
const varied = (index: number, chance: Chance): string =>
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
