import type { Mutant } from './mutant.ts'

const file = 'shared/rules/throttle.ts'
const screen = 'shared/rules/screen.ts'

/** Defects in strikes, blocks and opt-outs, and in the screening of senders who never get a reply. */
export const silenceMutants: readonly Mutant[] = [
  {
    name: 'strikes not reset',
    breaks: 'A reservation does not reset the strike count, so the sender is blocked too early.',
    edits: [{ file, find: 'bookedAnewFor, strikes: 0 }', replace: 'bookedAnewFor }' }],
    foundBy: ['limits: block'],
  },
  {
    name: 'block ignored',
    breaks: 'A blocked sender gets a reply whenever the limits allow one.',
    edits: [{ file, find: "  if (isBlocked) return { kind: 'silent', reason: 'blocked' }\n", replace: '' }],
    foundBy: ['limits: silenced', 'limits: blocked', 'I6'],
  },
  {
    name: 'older START ends a newer opt-out',
    breaks: 'A START that was sent before the last STOP but arrives after it ends the opt-out.',
    edits: [{ file, find: 'sentAt >= lastStopAt && ', replace: '' }],
    foundBy: ['opt-out: ended'],
  },
  {
    name: 'START window restarted by each STOP',
    breaks: 'A repeated STOP restarts the ten-minute window in which START ends the opt-out.',
    edits: [{ file, find: 'Math.min(record.optedOutSince, sms.sentAt)', replace: 'sms.sentAt' }],
    foundBy: ['opt-out: ended'],
  },
  {
    name: 'redelivery counted as a strike',
    breaks: 'Each delivery of a text counts as a strike, so redeliveries can block its sender.',
    edits: [{ file, find: '  if (record.struck.includes(mark)) return {}\n', replace: '' }],
    foundBy: ['limits: one strike'],
  },
  {
    name: 'opt-out dated by the arrival of STOP',
    breaks:
      'A delayed STOP counts from when it arrives instead of when it was sent, so a START sent in between is ignored.',
    edits: [{ file, find: 'sms.sentAt + optOutMs', replace: 'now + optOutMs' }],
    foundBy: ['opt-out: remembered', 'opt-out: a year'],
  },
  {
    name: 'START of a blocked sender accepted',
    breaks: 'A blocked sender can alternate STOP and START, and each of these texts causes a database write.',
    edits: [
      { file, find: "keyword === 'start' && optedOut && !isBlocked", replace: "keyword === 'start' && optedOut" },
    ],
    foundBy: ['limits: blocked'],
  },
  {
    name: 'STOP of a blocked sender ignored',
    breaks: 'A blocked sender cannot opt out, and is answered again when the block ends.',
    edits: [{ file, find: '!(optedOut && isBlocked)', replace: '!isBlocked' }],
    foundBy: ['opt-out: decided'],
  },
  {
    name: 'STOP not counted as a strike',
    breaks: 'A sender who keeps repeating STOP is never blocked.',
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
    name: 'stale STOP dropped',
    breaks:
      'A STOP that arrives more than 48 hours late is dropped like any other stale text, so its sender is not opted out.',
    edits: [{ file: screen, find: " && (age > optOutMs || keywordOf(text) !== 'stop')", replace: '' }],
    foundBy: ['opt-out: decided', 'opt-out: names'],
  },
  {
    name: 'non-mobile number answered',
    breaks: 'A sender that is not a valid mobile number, such as a short code, gets a reply.',
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
