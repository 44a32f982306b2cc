import { replay, type Setup } from './number.ts'
import { replayPeer } from './peer.ts'
import type { ReplayOutcome, Scene } from './replay-outcome.ts'
import { replayFirstNumber } from './simple-number.ts'

/** The numbers that can answer a scene, and how each is replayed. */
export const numbers = {
  'this number': (scene, setup) => replay(scene, { ...setup, siegeRule: true }),
  'without the siege rule': (scene, setup) => replay(scene, { ...setup, siegeRule: false }),
  'the peer': (scene, { budget }) => replayPeer(scene, budget),
  'the number of 2017': replayFirstNumber,
} as const satisfies {
  readonly [name: string]: (scene: Scene, setup: Omit<Setup, 'siegeRule'>) => Promise<ReplayOutcome>
}

export type NumberName = keyof typeof numbers

/** The numbers that the tables compare. */
export const compared = ['this number', 'without the siege rule', 'the peer'] as const satisfies readonly NumberName[]
