import type { Mutant } from './mutant.ts'

const handler = 'functions/send-reply/handler.ts'
const byLine = 'functions/send-reply/carrier-by-line.ts'

const ask = "  if (!(await isPhoneThere(dispatcher, reply))) return 'unfinished'\n"
const claim = '  const claim = await dispatcher.claims.claim(reply.inboundId, { token, claimedAt: dispatcher.now() })\n'

/** Defects of how replies are given to a SIM, and wait for its phone. */
export const phoneMutants: readonly Mutant[] = [
  {
    name: 'phone not asked for',
    breaks: 'A reply is given to a SIM whether or not its phone is there.',
    edits: [{ file: handler, find: ask, replace: '' }],
    foundBy: ['phone: there'],
  },
  {
    name: 'phone asked for in vain',
    breaks: 'That a phone is not there makes no difference.',
    edits: [{ file: handler, find: ask, replace: '  await isPhoneThere(dispatcher, reply)\n' }],
    foundBy: ['phone: there'],
  },
  {
    name: 'phone that can’t be asked for taken to be there',
    breaks: 'While httpSMS can’t tell whether a phone is there, it is given replies.',
    edits: [
      {
        file: handler,
        find: 'await carrier.isReady(reply.line)',
        replace: 'await carrier.isReady(reply.line).catch(() => true)',
      },
    ],
    foundBy: ['phone: there'],
  },
  {
    name: 'phone asked for after the claim',
    breaks: 'A reply whose phone is not there is claimed, and called uncertain later.',
    edits: [
      { file: handler, find: ask, replace: '' },
      { file: handler, find: claim, replace: `${claim}${ask}` },
    ],
    foundBy: ['phone: waits', 'I7 uncertain'],
  },
  {
    name: 'waiting for a phone acknowledged',
    breaks: 'A reply whose phone is not there is lost.',
    edits: [
      {
        file: handler,
        find: ask,
        replace: "  if (!(await isPhoneThere(dispatcher, reply))) return 'done'\n",
      },
    ],
    foundBy: ['phone: waits', 'I7 end'],
  },
  {
    name: 'waiting for a phone not counted',
    breaks: 'Nobody hears of replies that wait for their phone.',
    edits: [{ file: handler, find: '    telemetry.count(metricNames.phoneOffline)\n', replace: '' }],
    foundBy: ['phone: waits'],
  },
  {
    name: 'line told while waiting for its phone',
    breaks: 'The number of the line is logged.',
    edits: [
      {
        file: handler,
        find: 'telemetry.log(logEvents.phoneOffline, { inboundId, budget })',
        replace: 'telemetry.log(logEvents.phoneOffline, { inboundId, budget: budget && reply.line })',
      },
    ],
    foundBy: ['promise 6'],
  },
  {
    name: 'other carrier asked to send',
    breaks: 'What comes in by one carrier goes out by another.',
    edits: [
      {
        file: byLine,
        find: 'carriers[carrierOf(config, line)]',
        replace: 'Object.values(carriers).find((other) => other !== carriers[carrierOf(config, line)])',
      },
    ],
    foundBy: ['I4 line', 'phone: there'],
  },
]
