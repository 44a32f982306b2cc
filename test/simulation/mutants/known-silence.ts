import type { Mutant } from './mutant.ts'

const silence = 'functions/receive-sms/silence.ts'

/** Defects in what a process remembers about blocked and opted-out senders. */
export const knownSilenceMutants: readonly Mutant[] = [
  {
    name: 'silenced sender not remembered',
    breaks:
      'Each text from a blocked or opted-out sender costs a database read, because the process does not remember the sender.',
    edits: [
      {
        file: silence,
        find: 'if (isSilent || turnedAway.length > 0)',
        replace: 'if (turnedAway.length > 0)',
      },
    ],
    foundBy: ['I6'],
  },
  {
    name: 'silenced sender remembered for a week',
    breaks: 'A process stays silent toward a sender for almost a week after another process has ended the opt-out.',
    edits: [{ file: silence, find: ': knownSilentMs)', replace: ': 10_000 * knownSilentMs)' }],
    foundBy: ['I5 silence'],
  },
  {
    name: 'keyword from a remembered sender ignored',
    breaks:
      'A process that remembers a sender as silenced saves no changes to the sender’s record, so START and STOP have no effect.',
    edits: [
      {
        file: silence,
        find: "if (plan.kind !== 'silent' || plan.record !== undefined) return undefined",
        replace: "if (plan.kind !== 'silent') return undefined",
      },
    ],
    foundBy: ['opt-out: START', 'I5 silence', 'opt-out: remembered', 'opt-out: decided'],
  },
]
