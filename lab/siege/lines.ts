import { evenings } from './evening.ts'
import type { Scene } from './scene.ts'

// The evening of 30 October 2017, on which the same people text one number that everybody knows, or one of five.

const five = { lines: 5, budget: { hour: 100, day: 1000, month: 10_000 } }
const ofAll = { hour: 500, day: 5000, month: 50_000 }

const named = (part: string): readonly Scene[] => evenings(ofAll).filter(({ name }) => name.includes(part))

const asOne = (scene: Scene): Scene => ({ ...scene, name: `${scene.name}: one line of 500/5,000` })

const compared = (scene: Scene): readonly Scene[] => [
  asOne(scene),
  { ...scene, lines: 5, isShared: true, name: 'The same: five lines that share 500/5,000, one flooded' },
  { ...scene, ...five, name: 'The same: five lines of 100/1,000, one flooded' },
  { ...scene, ...five, flooded: 5, name: 'The same: five lines of 100/1,000, all flooded' },
]

/** The attacks that leave the fewest answers to honest people in the siege, and on the day after. */
const hardest = ['16,000 numbers that write', '210 texts an hour']

export const lines: readonly Scene[] = [
  ...named('No attack').flatMap((scene) => [
    asOne(scene),
    { ...scene, ...five, name: 'The same: five lines of 100/1,000' },
  ]),
  ...hardest.flatMap(named).flatMap(compared),
]
