import { replay, type Setup } from './number.ts'
import { replayPeer } from './peer.ts'
import type { ReplayOutcome, Scene } from './replay-outcome.ts'
import { replayFirstNumber } from './simple-number.ts'
import { replayUnruled } from './unruled.ts'

/** The numbers that can answer a scene, and how each is replayed. */
export const numbers = {
  'this number': replay,
  'without the siege rule': (scene, { budget, seed }) => replayUnruled(scene, budget, seed),
  'the peer': (scene, { budget }) => replayPeer(scene, budget),
  'the number of 2017': replayFirstNumber,
} as const satisfies {
  readonly [name: string]: (scene: Scene, setup: Setup) => Promise<ReplayOutcome>
}

export type NumberName = keyof typeof numbers

/** The numbers that the tables compare. */
export const compared = ['this number', 'without the siege rule', 'the peer'] as const satisfies readonly NumberName[]
