import type { Mutant } from './mutant.ts'

const rules = 'shared/rules/due-time.ts'
const bookReply = 'functions/receive-sms/book-reply.ts'

/** Defects in how the budget of a SIM spaces its replies, and in how it is kept apart from other budgets. */
export const turnMutants: readonly Mutant[] = [
  {
    name: 'gap forgotten',
    breaks: 'A SIM sends replies together that were wanted together.',
    edits: [{ file: rules, find: 'if (roundMs === 0) return dueAt', replace: 'if (roundMs >= 0) return dueAt' }],
    foundBy: ['I3 apart'],
  },
  {
    name: 'turn missed',
    breaks: 'A reply waits a round longer than it has to.',
    edits: [
      {
        file: rules,
        find: 'Math.ceil((dueAt - firstTurn) / roundMs)',
        replace: 'Math.ceil((dueAt - firstTurn) / roundMs) + 1',
      },
    ],
    foundBy: ['I4 once', 'I5 in turn', 'I3 hour', 'I4 booking'],
  },
  {
    name: 'booked into the budget of another line',
    breaks: 'Replies of a SIM use up the budget of the line beside it.',
    edits: [
      {
        file: bookReply,
        find: 'const { budget } = text.line',
        replace: "const budget = receiver.config.lines[0]?.budget ?? ''",
      },
    ],
    foundBy: ['I4 booking', 'I3', 'I9', 'rush: open'],
  },
]
