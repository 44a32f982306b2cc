import type { Mutant } from './mutant.ts'

const file = 'shared/rules/throttle.ts'
const screen = 'shared/rules/screen.ts'

/** Defects in strikes, blocks and opt-outs, and in the choice of senders who are answered at all. */
export const silenceMutants: readonly Mutant[] = [
  {
    name: 'strikes not reset',
    breaks: 'Strikes from before an answer count after it, so that a sender is blocked too early.',
    edits: [{ file, find: 'bookedAnewFor, strikes: 0 }', replace: 'bookedAnewFor }' }],
    foundBy: ['limits: block'],
  },
  {
    name: 'blocked sender answered',
    breaks: 'A block is not honoured when the limits leave room.',
    edits: [{ file, find: "  if (isBlocked) return { kind: 'silent', reason: 'blocked' }\n", replace: '' }],
    foundBy: ['limits: silenced', 'limits: blocked', 'I6'],
  },
  {
    name: 'late START undoes a STOP',
    breaks: 'A START that was sent before the last STOP, but came after it, ends the opt-out.',
    edits: [{ file, find: 'sentAt >= lastStopAt && ', replace: '' }],
    foundBy: ['opt-out: ended'],
  },
  {
    name: 'each STOP lets START back in',
    breaks: 'A STOP that is repeated opens the ten minutes anew in which START ends the opt-out.',
    edits: [{ file, find: 'Math.min(record.optedOutSince, sms.sentAt)', replace: 'sms.sentAt' }],
    foundBy: ['opt-out: ended'],
  },
  {
    name: 'redelivery is a strike',
    breaks: 'A text is a strike each time that it is delivered.',
    edits: [{ file, find: '  if (record.struck.includes(mark)) return {}\n', replace: '' }],
    foundBy: ['limits: one strike'],
  },
  {
    name: 'STOP counts from its arrival',
    breaks:
      'A STOP that comes late counts from when it came, so that a START that was sent after it is taken for an older one.',
    edits: [{ file, find: 'sms.sentAt + optOutMs', replace: 'now + optOutMs' }],
    foundBy: ['opt-out: remembered', 'opt-out: a year'],
  },
  {
    name: 'START of a blocked sender writes',
    breaks: 'A blocked sender goes on writing to the store by opting in.',
    edits: [
      { file, find: "keyword === 'start' && optedOut && !isBlocked", replace: "keyword === 'start' && optedOut" },
    ],
    foundBy: ['limits: blocked'],
  },
  {
    name: 'STOP of a blocked sender ignored',
    breaks: 'A sender who is blocked can’t opt out, and is answered when the block is over.',
    edits: [{ file, find: '!(optedOut && isBlocked)', replace: '!isBlocked' }],
    foundBy: ['opt-out: decided'],
  },
  {
    name: 'STOP is no strike',
    breaks: 'Who repeats STOP for ever is never blocked.',
    edits: [
      {
        file,
        find: '...strike({ ...record, optedOutSince, optedOutUntil }, sms, rules, now)',
        replace: 'record: { ...record, optedOutSince, optedOutUntil }',
      },
    ],
    foundBy: ['limits: strike'],
  },
  {
    name: 'stale STOP forgotten',
    breaks: 'A STOP that comes out of a long outage is turned away like a text, and its sender answered the next time.',
    edits: [{ file: screen, find: " && (age > optOutMs || keywordOf(text) !== 'stop')", replace: '' }],
    foundBy: ['opt-out: decided'],
  },
  {
    name: 'short code answered',
    breaks: 'What is no mobile number is answered, too.',
    edits: [
      {
        file: screen,
        find: "  if (mobile === undefined) return { silent: 'not-a-mobile' }\n  if (mobile.country",
        replace: "  if (mobile === undefined) return { line, country: 'FR' }\n  if (mobile.country",
      },
    ],
    foundBy: ['I5 owed'],
  },
]
