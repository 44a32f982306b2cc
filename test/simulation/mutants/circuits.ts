import type { Mutant } from './mutant.ts'

const handler = 'functions/send-reply/handler.ts'
const catchUp = 'functions/send-reply/catch-up.ts'
const breaker = 'functions/send-reply/circuit-breaker.ts'

/** Defects in how replies wait while a line refuses them. */
export const circuitMutants: readonly Mutant[] = [
  {
    name: 'late reply booked while its line refuses',
    breaks: 'A spend limit that is reached burns a booking an hour for each reply that waits.',
    edits: [
      {
        file: catchUp,
        find: "  if (!(await dispatcher.breaker.mayBook(routeOf(reply)))) return 'unfinished'\n",
        replace: '',
      },
    ],
    foundBy: ['circuit: unbooked'],
  },
  {
    name: 'everybody tries while a line refuses',
    breaks: 'Each reply that waits is attempted again and again.',
    edits: [
      {
        file: handler,
        find: "  if (!(await dispatcher.breaker.mayTry(routeOf(reply)))) return 'unfinished'\n",
        replace: '',
      },
    ],
    foundBy: ['circuit: probe', 'circuit: closed'],
  },
  {
    name: 'turn not awaited',
    breaks: 'A turn is taken before it has come.',
    edits: [{ file: breaker, find: 'return circuit[turn] <= now() && circuits', replace: 'return circuits' }],
    foundBy: ['circuit: turns'],
  },
  {
    name: 'refusal kept from other processes',
    breaks: 'Nobody but the process that was refused knows that the line refuses.',
    edits: [{ file: handler, find: '  await breaker.refused(routeOf(reply), reason)\n', replace: '' }],
    foundBy: ['circuit: opened'],
  },
  {
    name: 'circuit never closed',
    breaks: 'A line that sends again goes on to be tried by one reply at a time.',
    edits: [
      { file: handler, find: "  if (answer.kind === 'accepted') await noteRecovery(dispatcher, reply)\n", replace: '' },
    ],
    foundBy: ['circuit: closed'],
  },
  {
    name: 'line told when it refuses',
    breaks: 'The number of the line is logged.',
    edits: [
      {
        file: handler,
        find: '{ inboundId: reply.inboundId, budget: reply.budget, reason }',
        replace: '{ inboundId: reply.inboundId, budget: reply.line, reason }',
      },
    ],
    foundBy: ['promise 6'],
  },
]
