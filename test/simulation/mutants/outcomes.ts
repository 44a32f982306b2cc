import type { Mutant } from './mutant.ts'

const outcome = 'functions/send-reply/outcome.ts'

/** Defects in the outcomes that are written and counted. */
export const outcomeMutants: readonly Mutant[] = [
  {
    name: 'called uncertain too young',
    breaks: 'A claim that somebody is about to use is called uncertain.',
    edits: [{ file: outcome, find: '<= publishMarginMs) return', replace: '<= 0) return' }],
    foundBy: ['I7 uncertain', 'I4 claim'],
  },
  {
    name: 'outcome counted by each who sees it',
    breaks: 'An outcome is counted whether or not it was written.',
    edits: [
      {
        file: outcome,
        find: 'if (await claims.settle(reply.inboundId, token, outcome, newToken())) report',
        replace: 'await claims.settle(reply.inboundId, token, outcome, newToken())\n  report',
      },
    ],
    foundBy: ['I7 counted'],
  },
]
