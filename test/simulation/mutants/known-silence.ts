import type { Mutant } from './mutant.ts'

const handler = 'functions/receive-sms/handler.ts'
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
    name: 'block noted from before the text',
    breaks: 'The text that blocks a sender leaves the process believing that nothing is blocked.',
    edits: [{ file: handler, find: 'text, saved.record, ', replace: 'text, stored.record, ' }],
    foundBy: ['I6'],
  },
  {
    name: 'known silence trusted for days',
    breaks: 'A process goes on silencing a sender whose opt-out another process has ended.',
    edits: [{ file: knownSilent, find: 'now + knownSilentMs', replace: 'now + 10_000 * knownSilentMs' }],
    foundBy: ['I5 silence'],
  },
  {
    name: 'known silence outlives the block',
    breaks: 'A process that has seen a sender blocked silences texts that come just after the block.',
    edits: [{ file: knownSilent, find: '!isSilent(record, now) ||', replace: '' }],
    foundBy: ['I5 silence'],
  },
  {
    name: 'START of a known sender ignored',
    breaks: 'A process that knows a sender to be opted out does not notice the START.',
    edits: [{ file: knownSilent, find: " || (keyword === 'start' && endsOptOut(record, sms))", replace: '' }],
    foundBy: ['opt-out: START', 'I5 silence', 'opt-out: remembered'],
  },
  {
    name: 'STOP of a known sender ignored',
    breaks: 'A process that knows a sender to be blocked does not note the STOP.',
    edits: [
      {
        file: knownSilent,
        find: "return keyword === 'stop' && record.optedOutUntil <= now",
        replace: 'return false',
      },
    ],
    foundBy: ['opt-out: decided'],
  },
]
