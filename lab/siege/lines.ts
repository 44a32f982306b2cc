import { evenings } from './evening.ts'
import type { Scene } from './scene.ts'

// The evening of 30 October 2017, on which the same people text one number that everybody knows, or one of five.

const ofAll = { hour: 500, day: 5000, month: 50_000 }
const five = { lines: 5, budget: { hour: 100, day: 1000, month: 10_000 } }

const named = (part: string): readonly Scene[] => evenings(ofAll).filter(({ name }) => name.includes(part))

const compared = (scene: Scene): readonly Scene[] => [
  { ...scene, name: `${scene.name}: one line, 500/5,000` },
  { ...scene, ...five, name: 'The same: one of five lines, 100/1,000 each' },
]

/** What doesn't help: lines that share a budget, and five that everybody knows. */
const inVain = (scene: Scene): readonly Scene[] => [
  { ...scene, lines: 5, isShared: true, name: 'The same: one of five lines that share 500/5,000' },
  { ...scene, ...five, flooded: 5, name: 'The same: all five lines, 100/1,000 each' },
]

/** With the attacks that leave the fewest answers to honest people in the siege, and on the day after. */
export const lines: readonly Scene[] = [
  ...named('16,000 numbers that write').flatMap((scene) => [...compared(scene), ...inVain(scene)]),
  ...named('210 texts an hour').flatMap(compared),
]
