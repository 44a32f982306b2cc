import type { Mutant } from './mutant.ts'

const handler = 'functions/send-reply/handler.ts'
const waiting = 'functions/send-reply/waiting.ts'

/** Defects in how send-reply claims and publishes. */
export const sendingMutants: readonly Mutant[] = [
  {
    name: 'claim removed',
    breaks: 'Whoever gets a copy of a reply sends it.',
    edits: [
      {
        file: handler,
        find: 'const claim = await dispatcher.claims.claim(reply.inboundId, { token, claimedAt: dispatcher.now() })',
        replace: 'const claim = { token, claimedAt: dispatcher.now() }',
      },
    ],
    foundBy: ['I1', 'I4 claim'],
  },
  {
    name: 'carrier tried again',
    breaks: 'A publish whose fate is unknown is tried once more.',
    edits: [
      {
        file: handler,
        find: '  const answer = await carrier.send({',
        replace:
          "  const send: typeof carrier.send = async (sms) => {\n    const first = await carrier.send(sms)\n    return first.kind === 'unknown' ? carrier.send(sms) : first\n  }\n  const answer = await send({",
      },
    ],
    foundBy: ['I1', 'I1 tries'],
  },
  {
    name: 'claim not given up',
    breaks: 'A reply that its line did not send stays claimed, and ends as uncertain.',
    edits: [{ file: handler, find: '  await claims.release(reply.inboundId, token)\n', replace: '' }],
    foundBy: ['I7 uncertain'],
  },
  {
    name: 'refusal called sent',
    breaks: 'A reply that the carrier refused is counted as sent.',
    edits: [{ file: handler, find: "rejected: 'failed'", replace: "rejected: 'sent'" }],
    foundBy: ['I7 honest'],
  },
  {
    name: 'outcome before publish',
    breaks: 'A reply is called sent before it is.',
    edits: [
      {
        file: handler,
        find: '  const answer = await carrier.send({',
        replace: "  await settle(dispatcher, reply, token, 'sent')\n  const answer = await carrier.send({",
      },
    ],
    foundBy: ['I4 claim'],
  },
  {
    name: 'opt-out not honoured by a waiting reply',
    breaks: 'A sender who texts STOP while a reply waits gets it all the same.',
    edits: [{ file: waiting, find: ' &&\n  record.optedOutUntil <= now()', replace: '' }],
    foundBy: ['opt-out: sent'],
  },
  {
    name: 'opt-out read eventually',
    breaks: 'A stale read hides the STOP that has just come.',
    edits: [
      {
        file: handler,
        find: "const { record } = await loadSender(dispatcher, reply.senderKey, 'consistent')",
        replace: "const { record } = await loadSender(dispatcher, reply.senderKey, 'eventual')",
      },
    ],
    foundBy: ['opt-out: sent', 'I5', 'I7 cancelled'],
  },
]
