import type { Quota } from '../../shared/rules/config.ts'
import { type Attack, textsOf } from './attacks.ts'
import type { Setup } from './replay.ts'
import { createRandom, genuineTextsIn, nthNeighbour, type Period, type Random, type Text } from './traffic.ts'

/** What comes to a number, and with which settings it has to cope. */
export type Scene = Omit<Setup, 'seed'> & {
  readonly name: string
  readonly budget: Quota
  /** The texts of honest people in each period, with the rhythm of the day. */
  readonly honest: readonly Crowd[]
  /** Honest texts besides: every second one in the same words, if `alike` says them, or all of one block of numbers. */
  readonly rush?: Crowd & { readonly alike?: string; readonly ofBlock?: true }
  /** How many of the lines are flooded: one by default. Honest people text all. */
  readonly flooded?: number
  /** May depend on the genuine texts of `honest`. */
  readonly attack?: (random: Random, genuine: readonly Text[]) => Attack
  /** No text reaches the number in this period; all come when it is over. */
  readonly outage?: Period & { readonly order: 'in order' | 'shuffled' }
  /** All of it comes so much later: people elsewhere live by their own clock, and days of budgets are of UTC. */
  readonly laterByMs?: number
  /** Whose senders count, and whose count as those who come later. */
  readonly counted: Period
  readonly later: Period
  /** How many seeds are averaged, where few honest texts come. */
  readonly seeds?: number
}

type Crowd = Period & { readonly texts: number }

/** The texts in the order of arrival. A seed gives the same honest texts in each attack. */
export const sceneOf = (scene: Scene, seed: number): readonly Text[] => {
  const { honest, rush, attack, outage, lines = 1, flooded = 1, laterByMs = 0 } = scene
  const [random, ofHonest] = [createRandom(seed + 1), createRandom(seed)]
  const genuine = honest.flatMap((crowd) => genuineTextsIn(crowd, ofHonest))
  const texts = [
    ...genuine,
    ...(rush === undefined ? [] : rushTextsIn(rush, random)),
    ...(attack === undefined ? [] : textsOf(attack(random, genuine), random)),
  ]
    .map((text) => ({ ...text, at: text.at + laterByMs, line: lineOf(text.sender, text.abusive ? flooded : lines) }))
    .sort((a, b) => a.at - b.at)
  return outage === undefined ? texts : late(texts, outage, random)
}

/** The line that a sender was given, of so many. */
const lineOf = (sender: string, lines: number): number => Number(sender.slice(-4)) % lines

const rushTextsIn = ({ alike, ofBlock, ...crowd }: NonNullable<Scene['rush']>, random: Random): readonly Text[] =>
  genuineTextsIn(crowd, random).map((text, i) => ({
    ...text,
    ...(alike !== undefined && i % 2 === 0 && { words: alike }),
    ...(ofBlock && { sender: nthNeighbour(i) }),
  }))

const late = (texts: readonly Text[], { from, to, order }: NonNullable<Scene['outage']>, random: Random) => {
  const held = texts.filter(({ at }) => at >= from && at < to).map((text) => ({ ...text, arrivesAt: to }))
  return [
    ...texts.filter(({ at }) => at < from),
    ...(order === 'shuffled' ? shuffled(held, random) : held),
    ...texts.filter(({ at }) => at >= to),
  ]
}

const shuffled = <Item>(items: readonly Item[], random: Random): readonly Item[] =>
  items
    .map((item) => [random.next(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item)
