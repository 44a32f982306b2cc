import type { Account, Scene } from './account.ts'
import { replayFirstNumber } from './answering-number.ts'
import { replay, type Setup } from './number.ts'
import { replayPeer } from './peer.ts'

/** Who may answer a scene, and how each is replayed. */
export const numbers = {
  'this number': (scene, setup) => replay(scene, { ...setup, siegeRule: true }),
  'without the siege rule': (scene, setup) => replay(scene, { ...setup, siegeRule: false }),
  'the peer': (scene, { budget }) => replayPeer(scene, budget),
  'the number of 2017': replayFirstNumber,
} as const satisfies {
  readonly [name: string]: (scene: Scene, setup: Omit<Setup, 'siegeRule'>) => Promise<Account>
}

export type NumberName = keyof typeof numbers

/** Those that the tables compare. */
export const compared = ['this number', 'without the siege rule', 'the peer'] as const satisfies readonly NumberName[]
