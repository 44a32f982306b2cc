import type { Mutant } from './mutant.ts'

const file = 'shared/rules/throttle.ts'

/** Defects in the limits on how often a sender gets a reply. */
export const limitMutants: readonly Mutant[] = [
  {
    name: 'future reservation ignored by the limits',
    breaks:
      'A reservation dated in the future by another process’s fast clock counts as old, so the limit allows one reply too many.',
    edits: [{ file, find: 'now - nthNewest >= perMs', replace: 'nthNewest > now || now - nthNewest >= perMs' }],
    foundBy: ['I2'],
  },
  {
    name: 'reservation of a redelivered text ignored',
    breaks: 'A redelivered text whose reply is already reserved is decided as if it were new.',
    edits: [
      { file, find: 'if (reservedAt !== undefined)', replace: 'if (reservedAt !== undefined && reservedAt > now)' },
    ],
    foundBy: ['I4 once', 'I7 end', 'I5 silence', 'rush: once', 'limits: strike', 'limits: taken back'],
  },
  {
    name: 'reservation dropped too early',
    breaks: 'A reservation is dropped once no limit counts it, even though its text may still be redelivered.',
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
