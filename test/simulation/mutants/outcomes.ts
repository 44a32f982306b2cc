import type { Mutant } from './mutant.ts'

const outcome = 'functions/send-reply/outcome.ts'

/** Defects of what is written and counted in the end. */
export const outcomeMutants: readonly Mutant[] = [
  {
    name: 'called uncertain too young',
    breaks: 'A claim that somebody is about to use is called uncertain.',
    edits: [{ file: outcome, find: '<= publishMarginMs) return', replace: '<= 0) return' }],
    foundBy: ['I7 uncertain', 'I4 claim'],
  },
  {
    name: 'abandoned claim left alone',
    breaks: 'A reply whose sender died while it was published never gets an outcome.',
    edits: [
      {
        file: outcome,
        find: "return settle(dispatcher, reply, claim.token, 'uncertain')",
        replace: "return 'done'",
      },
    ],
    foundBy: ['I7 end'],
  },
  {
    name: 'abandoned claim settled under another token',
    breaks: 'The outcome of an abandoned claim is never written, because it is not ours.',
    edits: [
      {
        file: outcome,
        find: "settle(dispatcher, reply, claim.token, 'uncertain')",
        replace: "settle(dispatcher, reply, dispatcher.newToken(), 'uncertain')",
      },
    ],
    foundBy: ['I7 end'],
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
  {
    name: 'settlement has no token of its own',
    breaks: 'Two who settle the same claim both think that theirs counts.',
    edits: [
      {
        file: outcome,
        find: 'token, outcome, newToken()))',
        replace: 'token, outcome, token))',
      },
    ],
    foundBy: ['I7 once', 'I7 counted'],
  },
  {
    name: 'ended reply counted by each who sees it',
    breaks: 'A reply that is given up is counted by everyone who finds it so.',
    edits: [
      { file: outcome, find: '  if (claim.token !== token) return leaveTo(claim, dispatcher, reply)\n', replace: '' },
    ],
    foundBy: ['I7 counted', 'I7 end'],
  },
  {
    name: 'given up without an outcome',
    breaks: 'A reply that is given up is claimed only, and called uncertain later.',
    edits: [{ file: outcome, find: 'claimedAt: now(), outcome })', replace: 'claimedAt: now() })' }],
    foundBy: ['I7 end', 'I7 uncertain', 'I7 counted'],
  },
]
