import type { Mutant } from './mutant.ts'

const file = 'shared/rules/throttle.ts'

/** Defects in the limits on how often a sender is answered. */
export const limitMutants: readonly Mutant[] = [
  {
    name: 'clock guard dropped',
    breaks: 'A reservation that lies in the future, because another process’s clock is fast, counts as old.',
    edits: [{ file, find: 'now - nthNewest >= perMs', replace: 'nthNewest > now || now - nthNewest >= perMs' }],
    foundBy: ['I2'],
  },
  {
    name: 'redelivery not recognised',
    breaks: 'A text that a reply was reserved for is decided as if it were new.',
    edits: [
      { file, find: 'if (reservedAt !== undefined)', replace: 'if (reservedAt !== undefined && reservedAt > now)' },
    ],
    foundBy: ['I4 once', 'I7 end', 'I5 silence', 'rush: once', 'limits: strike', 'limits: taken back'],
  },
  {
    name: 'reservation forgotten too early',
    breaks: 'A reservation is forgotten once no limit counts it, though its text may still be redelivered.',
    edits: [
      {
        file,
        find: 'Math.max(queueRetentionMs, ...limits.map(({ perMs }) => perMs))',
        replace: 'Math.max(...limits.map(({ perMs }) => perMs))',
      },
    ],
    foundBy: ['I7 end', 'I7 cancelled', 'limits: taken back', 'I5'],
  },
]
