import type { Mutant } from './mutant.ts'

const handler = 'functions/send-reply/handler.ts'
const catchUp = 'functions/send-reply/catch-up.ts'
const breaker = 'functions/send-reply/circuit-breaker.ts'

/** Defects in the circuit breaker, which holds replies back while their line refuses to send. */
export const circuitMutants: readonly Mutant[] = [
  {
    name: 'rebooking while the circuit is open',
    breaks:
      'Late replies are rebooked again and again while their circuit breaker is open, and each booking uses up budget.',
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
    name: 'open circuit ignored',
    breaks: 'While the circuit breaker is open, every due reply is attempted, instead of one probe at a time.',
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
    name: 'turn taken too early',
    breaks: 'A process takes the turn to probe a line, or to rebook a reply, before that turn has come.',
    edits: [{ file: breaker, find: 'return circuit[turn] <= now() && circuits', replace: 'return circuits' }],
    foundBy: ['circuit: turns'],
  },
  {
    name: 'circuit not opened',
    breaks: 'A line’s refusal does not open the circuit breaker, so no process knows to hold back replies.',
    edits: [{ file: handler, find: '  await breaker.refused(routeOf(reply), reason)\n', replace: '' }],
    foundBy: ['circuit: opened'],
  },
  {
    name: 'circuit not closed',
    breaks:
      'The circuit breaker stays open after the line has accepted a reply, so replies are still sent one probe at a time.',
    edits: [
      { file: handler, find: "  if (answer.kind === 'accepted') await noteRecovery(dispatcher, reply)\n", replace: '' },
    ],
    foundBy: ['circuit: closed'],
  },
  {
    name: 'phone number logged',
    breaks: 'The log entry about a line’s refusal contains the line’s phone number instead of its budget’s name.',
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
