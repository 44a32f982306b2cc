type Defect = {
  readonly file: string
  /** Occurs exactly once in the file. */
  readonly find: string
  readonly replace: string
  /** The invariants that are to find it. If another one is broken first, that was luck. */
  readonly foundBy: readonly string[]
}

/** For each promise of the README, and each rule about crashes and redeliveries, edits of the sources that break it. */
const defects: { readonly [promise: number]: { readonly [name: string]: Defect } } = {
  1: {
    'no claim before sending': {
      file: 'functions/send-reply/handler.ts',
      find: 'const claim = await claims.claim(reply.inboundId, { token, claimedAt: now() })',
      replace: 'const claim = await Promise.resolve({ token, claimedAt: now() })',
      foundBy: ['I1', 'I4 claim'],
    },
    'uncertain send retried': {
      file: 'functions/send-reply/handler.ts',
      find: '  const result = await gateway.send(delivery.outbound)\n',
      replace:
        "  const first = await gateway.send(delivery.outbound)\n  const result = first.kind === 'unknown' ? await gateway.send(delivery.outbound) : first\n",
      foundBy: ['I1 tries', 'I1'],
    },
    'unwritten outcome counted': {
      file: 'functions/send-reply/outcome.ts',
      find: 'if (await claims.settle(reply.inboundId, token, outcome, newToken())) report',
      replace: 'await claims.settle(reply.inboundId, token, outcome, newToken())\n  report',
      foundBy: ['I7 counted'],
    },
  },
  2: {
    'limits count from promises': {
      file: 'shared/rules/throttle.ts',
      find: 'Math.max(dueAt, sendTimes.get(id) ?? 0)',
      replace: 'record.replies.get(id).at',
      foundBy: ['I2'],
    },
    'block ignored': {
      file: 'shared/rules/throttle.ts',
      find: "  if (isBlocked) return { kind: 'silent', reason: 'blocked' }\n",
      replace: '',
      foundBy: ['limits: silenced', 'I5 silence'],
    },
    'redelivery counted as a strike': {
      file: 'shared/rules/throttle.ts',
      find: '  if (record.struck.includes(mark)) return {}\n',
      replace: '',
      foundBy: ['limits: one strike'],
    },
  },
  3: {
    'hour counters deleted too early': {
      file: 'shared/rules/budget.ts',
      find: 'const end = hourOf(now) - 2 * hour',
      replace: 'const end = hourOf(now) + hour',
      foundBy: ['I3', 'I3 apart', 'I9'],
    },
    'ticket spare although its save took effect': {
      file: 'functions/receive-sms/answer.ts',
      find: ' && !(await isPromised(receiver, text, ticket))',
      replace: '',
      foundBy: ['I4 ticket', 'I3', 'I4 queued'],
    },
    'a text that comes again books although saves fail': {
      file: 'functions/receive-sms/booking.ts',
      find: 'receiver.memory.lastSaveAnswered() && !hasPerhapsLostTicket(text, stored.record)',
      replace: 'receiver.memory.lastSaveAnswered()',
      foundBy: ['tickets: again'],
    },
    'books after a save that failed': {
      file: 'functions/receive-sms/booking.ts',
      find: 'receiver.memory.lastSaveAnswered() && ',
      replace: '',
      foundBy: ['tickets: failed save'],
    },
    'queued before it is saved': {
      file: 'functions/receive-sms/answer.ts',
      find: 'saved === undefined && !',
      replace: 'false && !',
      foundBy: ['I4 queued', 'I5', 'I7 end', 'I7 cancelled'],
    },
    'signature not verified': {
      file: 'shared/adapters/signatures.ts',
      find: "if (!isMacOf(key, reply, mac)) return 'forged'",
      replace: '',
      foundBy: ['forged', 'I3', 'I5 not early'],
    },
  },
  4: {
    'a text that waits is deleted': {
      file: 'functions/receive-sms/reports.ts',
      find: "verdict === undefined || verdict === 'waiting' ? [messageId]",
      replace: 'verdict === undefined ? [messageId]',
      foundBy: ['I8'],
    },
    'a sender’s second text waits, too': {
      file: 'shared/rules/plan.ts',
      find: 'if (another !== undefined) return askAgain(inbound, record, another)',
      replace: '',
      foundBy: ['waiting: one', 'waiting: late', 'waiting: decided'],
    },
    'silent while there is room, because another text waits': {
      file: 'shared/rules/plan.ts',
      find: "if (admission.kind === 'room') return",
      replace: "if (admission.kind === 'room' && another === undefined) return",
      foundBy: ['I5 silence'],
    },
    'a text that was decided still waits': {
      file: 'shared/rules/plan.ts',
      find: 'record: { ...(planned.record ?? record), waiting: undefined }',
      replace: '',
      foundBy: ['waiting: gone'],
    },
    'waits without an end': {
      file: 'shared/rules/siege.ts',
      find: 'isLastLook(seeker) || ahead >= reach ?',
      replace: 'false ?',
      foundBy: ['waiting: ends', 'waiting: decided', 'rest'],
    },
    'a backlog is booked as it comes': {
      file: 'shared/rules/siege.ts',
      find: '!isLate(seeker) && free >',
      replace: 'free >',
      foundBy: ['waiting: late'],
    },
  },
  5: {
    'minimum delay ignored': {
      file: 'shared/rules/plan.ts',
      find: 'now + min + Math.floor',
      replace: 'now + Math.floor',
      foundBy: ['I5 not early'],
    },
  },
  6: {
    'phone number logged': {
      file: 'functions/send-reply/outcome.ts',
      find: 'reply: { inboundId, budget, dueAt }',
      replace: 'reply: { inboundId, line: budget, dueAt }',
      foundBy: ['private'],
    },
  },
  7: {
    'promise to a stale text not kept': {
      file: 'shared/rules/throttle.ts',
      find: '  if (promised !== undefined)\n',
      replace: '  if (promised !== undefined && !isStale(inbound, rules, now))\n',
      foundBy: ['I7 end'],
    },
    'a beat is taken for a reply': {
      file: 'functions/send-reply/handler.ts',
      find: 'reply.beat ? takeBeat(delivery) : sendReply(delivery)',
      replace: 'sendReply(delivery)',
      foundBy: ['beats', 'I4 claim', 'I4 line'],
    },
    'a beat is settled': {
      file: 'functions/send-reply/beat.ts',
      find: '{ token: newToken(), claimedAt: delivery.now() }',
      replace: "{ token: newToken(), claimedAt: delivery.now(), outcome: 'sent' }",
      foundBy: ['beats: stored'],
    },
    'reply expired too early': {
      file: 'shared/rules/queued-reply.ts',
      find: 'Math.min(dueAt + expireAfterMs, answerBy)',
      replace: 'Math.min(dueAt + expireAfterMs / 100, answerBy)',
      foundBy: ['I7 expired', 'I5'],
    },
    'rest not kept': {
      file: 'functions/send-reply/handler.ts',
      find: '  if (ms > 0) return hideWithJitter',
      replace: '  if (ms < 0) return hideWithJitter',
      foundBy: ['pace: rest'],
    },
    'debt that can not be noted swallowed': {
      file: 'functions/send-reply/handler.ts',
      find: "if (noted.status === 'rejected') throw",
      replace: 'if (false) throw',
      foundBy: ['pace: debt'],
    },
    'an answer pays twice as much': {
      file: 'shared/rules/debt.ts',
      find: 'const paidByAnswer = 7.5 * minute',
      replace: 'const paidByAnswer = 15 * minute',
      foundBy: ['pace: debt'],
    },
    'rest ignored hours before expiry': {
      file: 'shared/rules/debt.ts',
      find: 'const nearExpiryMs = 30 * minute',
      replace: 'const nearExpiryMs = 300 * minute',
      foundBy: ['pace: rest'],
    },
    'rest kept until after expiry': {
      file: 'shared/rules/debt.ts',
      find: 'const nearExpiryMs = 30 * minute',
      replace: 'const nearExpiryMs = -300 * minute',
      foundBy: ['pace: expiry'],
    },
    'claim not released': {
      file: 'functions/send-reply/outcome.ts',
      find: '  await delivery.claims.release(delivery.reply.inboundId, token)\n',
      replace: '',
      foundBy: ['I7 uncertain'],
    },
    'stale STOP dropped': {
      file: 'shared/rules/throttle.ts',
      find: "if (keyword === 'stop' && counts) ",
      replace: "if (keyword === 'stop' && counts && !isStale(inbound, rules, now)) ",
      foundBy: ['opt-out: decided', 'opt-out: year'],
    },
    'wish counts before any reply': {
      file: 'shared/rules/throttle.ts',
      find: 'dueAt <= sentAt && ',
      replace: '',
      foundBy: ['I5 silence'],
    },
    'wish in words ignored': {
      file: 'shared/rules/opt-out.ts',
      find: 'hasHadReply && ',
      replace: 'false && ',
      foundBy: ['opt-out: wish'],
    },
    'opt-out erased before its end': {
      file: 'shared/rules/throttle.ts',
      find: '    record.optedOutUntil,\n',
      replace: '',
      foundBy: ['opt-out: year'],
    },
    'opt-out ignored for a queued reply': {
      file: 'functions/send-reply/delivery.ts',
      find: ' && record.optedOutUntil <= delivery.now()',
      replace: '',
      foundBy: ['opt-out: sent'],
    },
  },
}

export type Mutant = Defect & { readonly name: string; readonly promise: number }

export const mutants: readonly Mutant[] = Object.entries(defects).flatMap(([promise, named]) =>
  Object.entries(named).map(([name, defect]) => ({ name, promise: Number(promise), ...defect })),
)
