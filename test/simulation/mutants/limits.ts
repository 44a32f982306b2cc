import type { Mutant } from './mutant.ts'

const file = 'shared/rules/throttle.ts'

/** Defects of how rarely a sender is answered. */
export const limitMutants: readonly Mutant[] = [
  {
    name: 'window a millisecond short',
    breaks: 'A sender is answered again just before a whole window has passed.',
    edits: [{ file, find: 'now - nthNewest >= perMs', replace: 'now - nthNewest >= perMs - 1' }],
    foundBy: ['I2'],
  },
  {
    name: 'window a millisecond long',
    breaks: 'A sender who is owed an answer exactly when the window has passed gets silence.',
    edits: [{ file, find: 'now - nthNewest >= perMs', replace: 'now - nthNewest > perMs' }],
    foundBy: ['I5 silence'],
  },
  {
    name: 'window counts one reply too many',
    breaks: 'A limit of n replies lets n + 1 pass.',
    edits: [{ file, find: '[replies - 1]', replace: '[replies]' }],
    foundBy: ['I2'],
  },
  {
    name: 'window counts from the oldest',
    breaks: 'The n-th oldest reservation is taken for the n-th newest.',
    edits: [{ file, find: '.sort((a, b) => b - a)', replace: '.sort((a, b) => a - b)' }],
    foundBy: ['I2', 'I5 silence'],
  },
  {
    name: 'one limit is enough',
    breaks: 'A sender is answered when any of the limits leaves room, not all of them.',
    edits: [{ file, find: 'rules.limits.every(', replace: 'rules.limits.some(' }],
    foundBy: ['I2'],
  },
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
    name: 'take-over not told',
    breaks: 'A reservation that another delivery of its text has taken over looks like the one that was made.',
    edits: [{ file, find: 'reservedAt + 1]', replace: 'reservedAt]' }],
    foundBy: ['I7 cancelled', 'limits: taken back', 'I5'],
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
  {
    name: 'reservation forgotten within a window',
    breaks: 'A reservation is forgotten when its text can’t be redelivered any more, though a limit still counts it.',
    edits: [
      {
        file,
        find: 'Math.max(queueRetentionMs, ...limits.map(({ perMs }) => perMs))',
        replace: 'Math.min(queueRetentionMs, ...limits.map(({ perMs }) => perMs))',
      },
    ],
    foundBy: ['I2', 'I7 cancelled', 'I7 end', 'I5'],
  },
  {
    name: 'all reservations given back',
    breaks: 'Taking one reservation back forgets the sender’s others.',
    edits: [
      {
        file: 'shared/rules/sender-record.ts',
        find: '.filter(([id]) => id !== inboundId)',
        replace: '.filter(() => false)',
      },
    ],
    foundBy: ['I4 once', 'I2', 'I4 reservation', 'I5', 'I7 cancelled', 'I7 end', 'limits: taken back'],
  },
]
