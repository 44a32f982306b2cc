import type { Mutant } from './mutant.ts'

const rules = 'shared/rules/due-time.ts'
const bookReply = 'functions/receive-sms/book-reply.ts'

/** Defects in how the replies of a SIM are spaced, and in which budget a reply is booked into. */
export const turnMutants: readonly Mutant[] = [
  {
    name: 'minimum gap ignored',
    breaks: 'Two replies of a SIM that are wanted at the same time are due at the same time.',
    edits: [{ file: rules, find: 'if (roundMs === 0) return dueAt', replace: 'if (roundMs >= 0) return dueAt' }],
    foundBy: ['I3 apart'],
  },
  {
    name: 'first available slot skipped',
    breaks: 'A reply that waits for its slot is due a whole round of slots later than necessary.',
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
    name: 'booking charged to the wrong budget',
    breaks: 'A reply is booked into the budget of the first line, even if it belongs to a line with another budget.',
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
