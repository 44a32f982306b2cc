import type { Mutant } from './mutant.ts'

const knownSilent = 'functions/receive-sms/known-silent.ts'

/** Defects of what a process remembers of silent senders. */
export const knownSilenceMutants: readonly Mutant[] = [
  {
    name: 'blocked sender not remembered',
    breaks: 'A flood from a blocked sender costs a read per text.',
    edits: [
      {
        file: knownSilent,
        find: 'isSilent(record, now) ? recent.set(',
        replace: 'isSilent(record, now) && now < 0 ? recent.set(',
      },
    ],
    foundBy: ['I6'],
  },
  {
    name: 'known silence trusted for days',
    breaks: 'A process goes on silencing a sender whose opt-out another process has ended.',
    edits: [{ file: knownSilent, find: 'now + knownSilentMs', replace: 'now + 10_000 * knownSilentMs' }],
    foundBy: ['I5 silence'],
  },
  {
    name: 'START of a known sender ignored',
    breaks: 'A process that knows a sender to be opted out does not notice the START.',
    edits: [{ file: knownSilent, find: " || (keyword === 'start' && endsOptOut(record, sms))", replace: '' }],
    foundBy: ['opt-out: START', 'I5 silence', 'opt-out: remembered'],
  },
]
