import type { Mutant } from './mutant.ts'

const handler = 'functions/send-reply/handler.ts'
const outcome = 'functions/send-reply/outcome.ts'

/** Defects of send-reply. */
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
        find: '  (dispatcher: Dispatcher) =>\n  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {\n',
        replace: `  (unchanged: Dispatcher, token = unchanged.newToken()) =>
  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const dispatcher = { ...unchanged, newToken: () => token }
`,
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
          "  const send: typeof carrier.send = async (sms) => {\n    const first = await carrier.send(sms)\n    return first === 'unknown' ? carrier.send(sms) : first\n  }\n  const answer = await send({",
      },
    ],
    foundBy: ['I1', 'I1 tries'],
  },
  {
    name: 'unknown taken for not taken',
    breaks: 'A reply whose fate is unknown gives its claim up and is sent again.',
    edits: [
      {
        file: handler,
        find: "if (answer !== 'not-taken') return",
        replace: "if (answer !== 'not-taken' && answer !== 'unknown') return",
      },
    ],
    foundBy: ['I1', 'I1 tries'],
  },
  {
    name: 'not taken called uncertain',
    breaks: 'A reply that the carrier surely did not take is not tried again.',
    edits: [
      {
        file: handler,
        find: "if (answer !== 'not-taken') return settle(dispatcher, reply, token, outcomeOf[answer])",
        replace: "return settle(dispatcher, reply, token, answer === 'not-taken' ? 'uncertain' : outcomeOf[answer])",
      },
    ],
    foundBy: ['I7 uncertain'],
  },
  {
    name: 'claim not given up',
    breaks: 'A reply that the carrier did not take stays claimed, and ends as uncertain.',
    edits: [{ file: handler, find: '  await claims.release(reply.inboundId, token)\n', replace: '' }],
    foundBy: ['I7 uncertain'],
  },
  {
    name: 'refusal tried again',
    breaks: 'A reply that the carrier refuses for good is tried until it expires.',
    edits: [
      {
        file: handler,
        find: "if (answer !== 'not-taken') return",
        replace: "if (answer !== 'not-taken' && answer !== 'refused') return",
      },
    ],
    foundBy: ['I1 tries'],
  },
  {
    name: 'refusal called sent',
    breaks: 'A reply that the carrier refused is counted as sent.',
    edits: [{ file: handler, find: "refused: 'failed'", replace: "refused: 'sent'" }],
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
    name: 'sent before it is due',
    breaks: 'A reply is sent as soon as it is on its queue.',
    edits: [
      {
        file: handler,
        find: 'if (now < reply.dueAt) return hold',
        replace: 'if (now < reply.firstDueAt - 10_000_000_000) return hold',
      },
    ],
    foundBy: ['I5 not early', 'I3 hour'],
  },
  {
    name: 'held and acknowledged',
    breaks: 'A reply that is held until it is due is acknowledged, and lost.',
    edits: [
      {
        file: handler,
        find: "Math.min(ms, longestHoldMs))\n  return 'unfinished'",
        replace: "Math.min(ms, longestHoldMs))\n  return 'done'",
      },
    ],
    foundBy: ['I7 end', 'I5'],
  },
  {
    name: 'held longer than SQS allows',
    breaks: 'A reply is held for more than twelve hours at once.',
    edits: [{ file: handler, find: 'Math.min(ms, longestHoldMs)', replace: 'Math.min(ms, 100 * longestHoldMs)' }],
    foundBy: ['I5 smooth'],
  },
  {
    name: 'late reply not booked anew',
    breaks: 'A reply whose hour is over is sent in a later one that it is not booked into.',
    edits: [
      {
        file: handler,
        find: 'if (isLate(reply.dueAt, now)) return',
        replace:
          'if (isLate(reply.dueAt, now) && (reply.dueAt === 0 || now >= reply.firstDueAt + expireAfterMs)) return',
      },
    ],
    foundBy: ['I3', 'I3 hour'],
  },
  {
    name: 'late reply keeps its due time',
    breaks: 'A reply that is booked anew is queued with its old due time, and booked for ever.',
    edits: [{ file: handler, find: '{ ...reply, dueAt: booking.dueAt }', replace: '{ ...reply }' }],
    foundBy: ['I4 booking', 'I7 patience'],
  },
  {
    name: 'booked anew and kept',
    breaks: 'A reply that is booked anew is not acknowledged, and booked again and again.',
    edits: [
      {
        file: handler,
        find: "reportBookedAnew(dispatcher, reply, booking.dueAt)\n  return 'done'",
        replace: "reportBookedAnew(dispatcher, reply, booking.dueAt)\n  return 'unfinished'",
      },
    ],
    foundBy: ['I4 handed on'],
  },
  {
    name: 'late reply ends while a copy can be sent',
    breaks: 'A late reply that finds no room is ended, though a copy of it is booked.',
    edits: [
      {
        file: handler,
        find: "if (booking === 'full') return hold(dispatcher, receiptHandle, expiresAt - now)",
        replace: "if (booking === 'full') return giveUp(dispatcher, reply, 'expired')",
      },
    ],
    foundBy: ['I5', 'I7 expired', 'I7 booked'],
  },
  {
    name: 'late reply ignores its claim',
    breaks: 'A late reply that somebody has begun to send is booked once more.',
    edits: [
      {
        file: handler,
        find: 'if (claim !== undefined) return leaveTo',
        replace: "if (claim?.outcome === 'cancelled') return leaveTo",
      },
    ],
    foundBy: ['I4 in vain'],
  },
  {
    name: 'never expires',
    breaks: 'A reply expires a day after it was last due, so that it never does.',
    edits: [
      {
        file: handler,
        find: 'reply.firstDueAt + expireAfterMs',
        replace: 'Math.max(reply.firstDueAt, reply.dueAt) + expireAfterMs',
      },
    ],
    foundBy: ['I7 overdue'],
  },
  {
    name: 'unbooked reply booked before it is due',
    breaks: 'A reply that was queued without a booking is sent before the victim had the time to leave.',
    edits: [
      {
        file: handler,
        find: 'Math.max(now + patienceMs(reply), reply.firstDueAt)',
        replace: 'now + patienceMs(reply)',
      },
    ],
    foundBy: ['I5 not early'],
  },
  {
    name: 'no patience',
    breaks: 'While the carrier is away, a late reply is booked into each hour of the day.',
    edits: [{ file: handler, find: 'Math.max(0, dueAt - firstDueAt)', replace: 'Math.min(0, dueAt - firstDueAt)' }],
    foundBy: ['I7 patience'],
  },
  {
    name: 'opt-out not honoured by a waiting reply',
    breaks: 'A sender who texts STOP while a reply waits gets it all the same.',
    edits: [{ file: handler, find: ' && record.optedOutUntil <= now()', replace: '' }],
    foundBy: ['opt-out: sent'],
  },
  {
    name: 'opt-out read eventually',
    breaks: 'A stale read hides the STOP that has just come.',
    edits: [
      {
        file: handler,
        find: "senders.load(reply.senderKey, 'consistent')",
        replace: "senders.load(reply.senderKey, 'eventual')",
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
    foundBy: ['I7 end', 'I5'],
  },
  {
    name: 'called uncertain too young',
    breaks: 'A claim that somebody is about to use is called uncertain.',
    edits: [{ file: outcome, find: '<= publishMarginMs) return', replace: '<= 0) return' }],
    foundBy: ['I7 uncertain', 'I4 claim'],
  },
  {
    name: 'abandoned claim left alone',
    breaks: 'A reply whose sender died while it was published never gets an outcome.',
    edits: [
      {
        file: outcome,
        find: "return settle(dispatcher, reply, claim.token, 'uncertain')",
        replace: "return 'done'",
      },
    ],
    foundBy: ['I7 end'],
  },
  {
    name: 'abandoned claim settled under another token',
    breaks: 'The outcome of an abandoned claim is never written, because it is not ours.',
    edits: [
      {
        file: outcome,
        find: "settle(dispatcher, reply, claim.token, 'uncertain')",
        replace: "settle(dispatcher, reply, dispatcher.newToken(), 'uncertain')",
      },
    ],
    foundBy: ['I7 end'],
  },
  {
    name: 'outcome counted by each who sees it',
    breaks: 'An outcome is counted whether or not it was written.',
    edits: [
      {
        file: outcome,
        find: 'if (await claims.settle(reply.inboundId, token, outcome, newToken())) report',
        replace: 'await claims.settle(reply.inboundId, token, outcome, newToken())\n  report',
      },
    ],
    foundBy: ['I7 counted'],
  },
  {
    name: 'settlement has no token of its own',
    breaks: 'Two who settle the same claim both think that theirs counts.',
    edits: [
      {
        file: outcome,
        find: 'token, outcome, newToken()))',
        replace: 'token, outcome, token))',
      },
    ],
    foundBy: ['I7 once', 'I7 counted'],
  },
  {
    name: 'ended reply counted by each who sees it',
    breaks: 'A reply that is given up is counted by everyone who finds it so.',
    edits: [
      { file: outcome, find: '  if (claim.token !== token) return leaveTo(claim, dispatcher, reply)\n', replace: '' },
    ],
    foundBy: ['I7 counted'],
  },
  {
    name: 'given up without an outcome',
    breaks: 'A reply that is given up is claimed only, and called uncertain later.',
    edits: [{ file: outcome, find: 'claimedAt: now(), outcome })', replace: 'claimedAt: now() })' }],
    foundBy: ['I7 end', 'I7 uncertain', 'I7 counted'],
  },
]
