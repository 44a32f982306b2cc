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
        find: "  if (!(await dispatcher.breaker.mayBook(routeOf(reply), limits.day))) return 'unfinished'\n",
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
    edits: [{ file: breaker, find: 'return open[turn] <= now() && circuits', replace: 'return circuits' }],
    foundBy: ['circuit: turns'],
  },
  {
    name: 'circuit not opened',
    breaks: 'A line’s refusal does not open the circuit breaker, so no process knows to hold back replies.',
    edits: [
      {
        file: breaker,
        find: '      if (after !== before) await circuits.refused(route, after, forgetCircuitAt(now()))\n',
        replace: '',
      },
    ],
    foundBy: ['circuit: opened', 'circuit: closed'],
  },
  {
    name: 'circuit not closed',
    breaks:
      'The circuit breaker stays open after the line has accepted a reply, so replies are still sent one probe at a time.',
    edits: [{ file: handler, find: '      await noteRecovery(dispatcher, reply)\n', replace: '' }],
    foundBy: ['circuit: closed'],
  },
  {
    name: 'circuit opened by one destination',
    breaks: 'One destination that is always refused opens the circuit breaker of its line, and delays everybody else.',
    edits: [
      {
        file: 'shared/rules/circuit.ts',
        find: 'const destinationsToOpen = 2',
        replace: 'const destinationsToOpen = 1',
      },
    ],
    foundBy: ['circuit: destinations'],
  },
  {
    name: 'no pace',
    breaks: 'A process sends as fast as it can, and the carrier refuses most of it for its rate.',
    edits: [
      {
        file: handler,
        find: '  await dispatcher.pace.turn(carrierOf(dispatcher.config, reply.line))\n',
        replace: '',
      },
    ],
    foundBy: ['pace: spaced'],
  },
  {
    name: 'throttle taken for an outage',
    breaks:
      'A reply that the carrier refuses for its rate opens the circuit breaker, so a backlog is sent one probe at a time.',
    edits: [
      {
        file: handler,
        find: '  if (isStarved || ',
        replace: '  if (isStarved || holdMs > 0 || ',
      },
    ],
    foundBy: ['pace: held'],
  },
  {
    name: 'phone number logged',
    breaks: 'The log entry about a line’s refusal contains the line’s phone number instead of its budget’s name.',
    edits: [
      {
        file: handler,
        find: 'const fields = { inboundId: reply.inboundId, budget: reply.budget, reason }',
        replace: 'const fields = { inboundId: reply.inboundId, budget: reply.line, reason }',
      },
    ],
    foundBy: ['promise 6'],
  },
]
