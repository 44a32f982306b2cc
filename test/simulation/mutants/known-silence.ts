import type { Mutant } from './mutant.ts'

const silence = 'functions/receive-sms/silence.ts'

/** Defects in what a process remembers about silenced senders. */
export const knownSilenceMutants: readonly Mutant[] = [
  {
    name: 'blocked sender not remembered',
    breaks: 'A flood from a blocked sender costs a read per text.',
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
    name: 'known silence trusted for days',
    breaks: 'A process goes on silencing a sender whose opt-out another process has ended.',
    edits: [{ file: silence, find: ': knownSilentMs)', replace: ': 10_000 * knownSilentMs)' }],
    foundBy: ['I5 silence'],
  },
  {
    name: 'keyword of a known sender ignored',
    breaks: 'A process that knows a sender to be silent notices neither START nor STOP.',
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
