import type { Mutant } from './mutant.ts'

const handler = 'functions/send-reply/handler.ts'
const waiting = 'functions/send-reply/waiting.ts'

/** Defects of how send-reply claims and publishes. */
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
    name: 'anybody’s claim counts as ours',
    breaks: 'The claim is made, but its token is not compared.',
    edits: [
      {
        file: handler,
        find: 'return claim.token === token ? publish',
        replace: 'return claim.token ? publish',
      },
    ],
    foundBy: ['I1'],
  },
  {
    name: 'one token per process',
    breaks: 'A process takes its own earlier claim for the one that it has just made.',
    edits: [
      {
        file: handler,
        find: '{ ...dependencies, breaker: createCircuitBreaker(dependencies) }\n',
        replace:
          '{ ...dependencies, breaker: createCircuitBreaker(dependencies), newToken: () => token }\n  const token = dependencies.newToken()\n',
      },
    ],
    foundBy: ['I1'],
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
    name: 'unknown taken for a refusal of the line',
    breaks: 'A reply whose fate is unknown gives its claim up and is sent again.',
    edits: [
      {
        file: handler,
        find: "if (answer.kind === 'retryable') return",
        replace: "if (answer.kind === 'retryable' || answer.kind === 'unknown') return",
      },
    ],
    foundBy: ['I1', 'I1 tries'],
  },
  {
    name: 'refusal of the line called uncertain',
    breaks: 'A reply that its line surely did not send is not tried again.',
    edits: [
      {
        file: handler,
        find: "if (answer.kind === 'retryable') return awaitLine(dispatcher, reply, token, answer.reason)",
        replace: "if (answer.kind === 'retryable') return settle(dispatcher, reply, token, 'uncertain')",
      },
    ],
    foundBy: ['I7 uncertain', 'circuit: opened'],
  },
  {
    name: 'claim not given up',
    breaks: 'A reply that its line did not send stays claimed, and ends as uncertain.',
    edits: [{ file: handler, find: '  await claims.release(reply.inboundId, token)\n', replace: '' }],
    foundBy: ['I7 uncertain'],
  },
  {
    name: 'refusal tried again',
    breaks: 'A reply that the carrier refuses for good is tried until it expires.',
    edits: [
      {
        file: handler,
        find: "if (answer.kind === 'retryable') return",
        replace: "if (answer.kind === 'retryable' || answer.kind === 'rejected') return",
      },
    ],
    foundBy: ['I1 tries'],
  },
  {
    name: 'refusal called sent',
    breaks: 'A reply that the carrier refused is counted as sent.',
    edits: [{ file: handler, find: "rejected: 'failed'", replace: "rejected: 'sent'" }],
    foundBy: ['I7 honest'],
  },
  {
    name: 'unknown called sent',
    breaks: 'A reply whose fate is unknown is counted as sent.',
    edits: [{ file: handler, find: "unknown: 'uncertain'", replace: "unknown: 'sent'" }],
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
        find: "const { record } = await dispatcher.senders.load(reply.senderKey, 'consistent')",
        replace: "const { record } = await dispatcher.senders.load(reply.senderKey, 'eventual')",
      },
    ],
    foundBy: ['opt-out: sent', 'I5', 'I7 cancelled'],
  },
  {
    name: 'failed reply acknowledged',
    breaks: 'A reply that could not be handled now is acknowledged, and lost.',
    edits: [
      {
        file: handler,
        find: "telemetry.log(logEvents.replyDelayed, fields)\n  return 'unfinished'",
        replace: "telemetry.log(logEvents.replyDelayed, fields)\n  return 'done'",
      },
    ],
    foundBy: ['I7 end'],
  },
  {
    name: 'wrong reply reported as unfinished',
    breaks: 'A reply is acknowledged when it is unfinished, and comes again when it is done.',
    edits: [{ file: handler, find: "=== 'unfinished')", replace: "=== 'done')" }],
    foundBy: ['I7 end', 'I5', 'promise 7'],
  },
]
