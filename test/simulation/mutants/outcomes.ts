import type { Mutant } from './mutant.ts'

const outcome = 'functions/send-reply/outcome.ts'

/** Defects in how outcomes are written and counted. */
export const outcomeMutants: readonly Mutant[] = [
  {
    name: 'claim settled as uncertain too early',
    breaks: 'A claim is settled as uncertain while the process that holds it may still be sending the reply.',
    edits: [{ file: outcome, find: '<= publishMarginMs) return', replace: '<= 0) return' }],
    foundBy: ['I7 uncertain', 'I4 claim'],
  },
  {
    name: 'unwritten outcome counted',
    breaks: 'An outcome is counted even if the claim already had one and it was not written.',
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
