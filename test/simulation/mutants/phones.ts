import type { Mutant } from './mutant.ts'

const handler = 'functions/send-reply/handler.ts'
const byLine = 'functions/send-reply/carrier-by-line.ts'

const ask = "  if (!(await isPhoneThere(dispatcher, reply))) return 'unfinished'\n"
const claim = '  const claim = await dispatcher.claims.claim(reply.inboundId, { token, claimedAt: dispatcher.now() })\n'

/** Defects in the choice of the carrier, and in how replies wait until their line's phone is online. */
export const phoneMutants: readonly Mutant[] = [
  {
    name: 'phone check skipped',
    breaks: 'A reply is given to its line even if the line’s phone is offline.',
    edits: [{ file: handler, find: ask, replace: '' }],
    foundBy: ['phone: there'],
  },
  {
    name: 'phone check after the claim',
    breaks: 'A reply is claimed before its phone turns out to be offline, so it stays claimed and ends as uncertain.',
    edits: [
      { file: handler, find: ask, replace: '' },
      { file: handler, find: claim, replace: `${claim}${ask}` },
    ],
    foundBy: ['phone: waits', 'I7 uncertain'],
  },
  {
    name: 'wrong carrier used',
    breaks: 'A reply is sent through a carrier other than the one its line belongs to.',
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
