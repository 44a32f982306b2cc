import type { Mutant } from './mutant.ts'

const handler = 'functions/send-reply/handler.ts'
const waiting = 'functions/send-reply/waiting.ts'

/** Defects in how send-reply checks, claims, sends and settles a reply. */
export const sendingMutants: readonly Mutant[] = [
  {
    name: 'no claim before sending',
    breaks: 'A reply is sent without being claimed, so every copy of it is sent.',
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
    name: 'uncertain send retried',
    breaks: 'A send whose result is unknown, for example because of a timeout, is retried at once.',
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
    name: 'claim not released',
    breaks: 'A reply that its line temporarily refused stays claimed, and ends as uncertain.',
    edits: [{ file: handler, find: '      await claims.release(reply.inboundId, token)\n', replace: '' }],
    foundBy: ['I7 uncertain'],
  },
  {
    name: 'rejected reply counted as sent',
    breaks: 'A reply that the carrier rejected gets the outcome “sent”.',
    edits: [{ file: handler, find: "rejected: 'failed'", replace: "rejected: 'sent'" }],
    foundBy: ['I7 honest'],
  },
  {
    name: 'outcome written before sending',
    breaks: 'A reply gets the outcome “sent” before it is handed to the carrier.',
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
    name: 'opt-out ignored for a queued reply',
    breaks: 'A queued reply is sent even though its sender has opted out in the meantime.',
    edits: [{ file: waiting, find: ' &&\n  record.optedOutUntil <= now()', replace: '' }],
    foundBy: ['opt-out: sent'],
  },
  {
    name: 'eventually consistent read before sending',
    breaks:
      'The last check before sending uses an eventually consistent read, which may miss a recent STOP or reservation.',
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
