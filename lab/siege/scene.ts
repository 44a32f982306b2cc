import { type Attack, textsOf } from './attacks.ts'
import type { Setup } from './replay.ts'
import { createRandom, genuineTextsIn, isIn, nthNeighbour, type Period, type Random, type Text } from './traffic.ts'

/** What comes to a number, and with which settings it has to cope. */
export type Scene = Omit<Setup, 'seed'> & {
  readonly name: string
  /** The texts of honest people in each period, with the rhythm of the day. */
  readonly honest: readonly Crowd[]
  /** Honest texts besides: in words that take turns, where `alike` has some, or all of one block of numbers. */
  readonly rush?: Crowd & { readonly alike?: readonly (string | undefined)[]; readonly ofBlock?: true }
  readonly attack?: (random: Random) => Attack
  /** No text reaches the number in this period; all come in their order when it is over. */
  readonly outage?: Period
  /** All of it comes so much later: people elsewhere live by their own clock, and days of budgets are of UTC. */
  readonly laterByMs?: number
  /** Whose senders count, by when they first text. */
  readonly counted: Period
}

type Crowd = Period & { readonly texts: number }

/** The texts in the order of arrival. A seed gives the same honest texts in each attack. */
export const sceneOf = ({ honest, rush, attack, outage, laterByMs = 0 }: Scene, seed: number): readonly Text[] => {
  const [random, ofHonest] = [createRandom(seed + 1), createRandom(seed)]
  return [
    ...honest.flatMap((crowd) => genuineTextsIn(crowd, ofHonest)),
    ...(rush === undefined ? [] : rushTextsIn(rush, random)),
    ...(attack === undefined ? [] : textsOf(attack(random), random)),
  ]
    .map((text) => ({ ...text, at: text.at + laterByMs }))
    .map((text) => (outage !== undefined && isIn(outage, text.at) ? { ...text, arrivesAt: outage.to } : text))
    .sort((a, b) => (a.arrivesAt ?? a.at) - (b.arrivesAt ?? b.at) || a.at - b.at)
}

const rushTextsIn = ({ alike = [], ofBlock, ...crowd }: NonNullable<Scene['rush']>, random: Random): readonly Text[] =>
  genuineTextsIn(crowd, random).map((text, i) => ({
    ...text,
    words: alike[i % alike.length] ?? text.words,
    ...(ofBlock && { sender: nthNeighbour(i) }),
  }))
