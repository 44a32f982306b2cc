import type { Mutant } from './mutant.ts'

const handler = 'functions/send-reply/handler.ts'
const byLine = 'functions/send-reply/carrier-by-line.ts'

const ask = "  if (!(await isPhoneThere(dispatcher, reply))) return 'unfinished'\n"
const claim = '  const claim = await dispatcher.claims.claim(reply.inboundId, { token, claimedAt: dispatcher.now() })\n'

/** Defects in how a line with a phone sends replies, and in how replies wait for the phone. */
export const phoneMutants: readonly Mutant[] = [
  {
    name: 'phone not asked for',
    breaks: 'A reply is given to its line whether or not the phone is there.',
    edits: [{ file: handler, find: ask, replace: '' }],
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
