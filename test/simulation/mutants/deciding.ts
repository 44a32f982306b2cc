import type { Mutant } from './mutant.ts'

const file = 'shared/rules/throttle.ts'

/** Defects of what is decided about a text. */
export const decidingMutants: readonly Mutant[] = [
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
    foundBy: ['I7 end', 'I5 silence', 'limits: strike', 'limits: taken back'],
  },
  {
    name: 'take-over not told',
    breaks: 'A reservation that another delivery of its text has taken over looks like the one that was made.',
    edits: [{ file, find: 'reservedAt + 1]', replace: 'reservedAt]' }],
    foundBy: ['I7 cancelled', 'limits: taken back'],
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
    foundBy: ['I2', 'I7 cancelled', 'I7 end'],
  },
  {
    name: 'all reservations given back',
    breaks: 'Taking one reservation back forgets the sender’s others.',
    edits: [
      {
        file,
        find: '.filter(([id]) => id !== inboundId)',
        replace: '.filter(() => false)',
      },
    ],
    foundBy: ['I2', 'I4 reservation', 'I5', 'I7 cancelled', 'I7 end', 'limits: taken back'],
  },
  {
    name: 'strikes not reset',
    breaks: 'Strikes from before an answer count after it, so that a sender is blocked too early.',
    edits: [
      { file, find: 'record: { ...record, replies, strikes: 0 } }', replace: 'record: { ...record, replies } }' },
    ],
    foundBy: ['limits: block'],
  },
  {
    name: 'strikes survive a block',
    breaks: 'A block does not reset the strikes, so that the first text after it blocks again.',
    edits: [{ file, find: 'strikes: 0, blockedUntil }', replace: 'strikes, blockedUntil }' }],
    foundBy: ['limits: block'],
  },
  {
    name: 'blocked for ever',
    breaks: 'A block never ends.',
    edits: [{ file, find: 'now + block.forMs', replace: 'now + 1000 * block.forMs' }],
    foundBy: ['limits: block'],
  },
  {
    name: 'never blocked',
    breaks: 'Strikes never lead to a block.',
    edits: [{ file, find: 'strikes < block.after', replace: 'strikes > 0' }],
    foundBy: ['limits: block'],
  },
  {
    name: 'blocked one strike late',
    breaks: 'A sender is blocked by one text more than the policy allows.',
    edits: [{ file, find: 'strikes < block.after', replace: 'strikes <= block.after' }],
    foundBy: ['limits: block'],
  },
  {
    name: 'blocked sender answered',
    breaks: 'A block is not honoured when the limits leave room.',
    edits: [{ file, find: "  if (blocked) return { kind: 'silent', reason: 'blocked' }\n", replace: '' }],
    foundBy: ['limits: silenced', 'limits: blocked'],
  },
  {
    name: 'opted-out sender answered',
    breaks: 'A text of an opted-out sender is decided like any other.',
    edits: [{ file, find: "  if (optedOut) return { kind: 'silent', reason: 'opted-out' }\n", replace: '' }],
    foundBy: ['limits: silenced'],
  },
  {
    name: 'late START undoes a STOP',
    breaks: 'A START that was sent before the last STOP, but came after it, ends the opt-out.',
    edits: [{ file, find: 'sentAt < stoppedAt ? record.optedOutUntil : 0', replace: '0' }],
    foundBy: ['opt-out: ended'],
  },
  {
    name: 'STOP counts from its arrival',
    breaks:
      'A STOP that comes late counts from when it came, so that a START that was sent after it is taken for an older one.',
    edits: [{ file, find: 'sentAt + optOutMs', replace: 'now + optOutMs' }],
    foundBy: ['opt-out: remembered'],
  },
  {
    name: 'START of a blocked sender writes',
    breaks: 'A blocked sender goes on writing to the store by opting in.',
    edits: [{ file, find: "keyword === 'start' && optedOut && !blocked", replace: "keyword === 'start' && optedOut" }],
    foundBy: ['limits: blocked'],
  },
  {
    name: 'STOP of a blocked sender ignored',
    breaks: 'A sender who is blocked can’t opt out, and is answered when the block is over.',
    edits: [{ file, find: '!(optedOut && blocked)', replace: '!blocked' }],
    foundBy: ['opt-out: decided'],
  },
  {
    name: 'STOP is no strike',
    breaks: 'Who repeats STOP for ever is never blocked.',
    edits: [
      {
        file,
        find: '...strike({ ...record, optedOutUntil }, rules, now) }\n}\n\n/** A START',
        replace: 'record: { ...record, optedOutUntil } }\n}\n\n/** A START',
      },
    ],
    foundBy: ['limits: strike'],
  },
  {
    name: 'stale text answered',
    breaks: 'A text that comes out of a long outage is answered like a new one.',
    edits: [
      {
        file: 'shared/rules/screen.ts',
        find: 'now - sms.sentAt > staleAfterMs',
        replace: 'now - sms.sentAt > 2 * staleAfterMs',
      },
    ],
    foundBy: ['I5 owed'],
  },
  {
    name: 'short code answered',
    breaks: 'What is no mobile number is answered, too.',
    edits: [
      {
        file: 'shared/rules/screen.ts',
        find: "  if (mobile === undefined) return { silent: 'not-a-mobile' }\n  if (mobile.country",
        replace: "  if (mobile === undefined) return { line, country: 'FR' }\n  if (mobile.country",
      },
    ],
    foundBy: ['I5 owed'],
  },
]
