import type { Senders } from './senders.ts'

/** The kinds of experiment that send texts by themselves. */
export const runKinds = ['testers', 'harasser', 'siege-few', 'siege-many'] as const
export type RunKind = (typeof runKinds)[number]

export const isSiege = (kind: RunKind): boolean => kind.startsWith('siege')

/** The texts that a run sends, from senders that the number doesn't know yet. */
export type Plan = {
  readonly texts: number
  readonly senderOf: (index: number) => string
  /** The time from one text to the next; 0 sends them as fast as the number accepts them. */
  readonly everyMs: number
  readonly text: string
}

export const planOf = (kind: RunKind, { next }: Senders, siegeTexts: number): Plan => {
  switch (kind) {
    case 'testers':
      return { texts: 10, senderOf: next, everyMs: 500, text: 'Bonjour, ça marche vraiment ?' }
    case 'harasser':
      return { texts: 25, senderOf: among(1, next), everyMs: 200, text: 'Tu réponds ?' }
    case 'siege-few':
      return { texts: siegeTexts, senderOf: among(40, next), everyMs: 0, text: 'On te tient' }
    case 'siege-many':
      return { texts: siegeTexts, senderOf: next, everyMs: 0, text: 'On te tient' }
  }
}

/** Takes turns among `count` senders. */
const among = (count: number, next: () => string): Plan['senderOf'] => {
  const senders = Array.from({ length: count }, next)
  return (index) => senders[index % count] ?? ''
}
