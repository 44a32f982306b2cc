/** A deliberate defect, made by an edit of the real sources: an invariant that finds none of them would prove nothing. */
export type Mutant = {
  /** What then goes wrong. */
  readonly name: string
  /** The promise of the README that it breaks. */
  readonly promise: number
  /** A path from the project's root. */
  readonly file: string
  /** Occurs exactly once in the file. */
  readonly find: string
  readonly replace: string
  /** The invariants that are to find it. If another one is broken first, that was luck. */
  readonly foundBy: readonly string[]
}

/** For each promise of the README, and each rule about crashes and redeliveries, a mutant that breaks it. */
export const mutants: readonly Mutant[] = [
  {
    name: 'no claim before sending',
    promise: 1,
    file: 'functions/send-reply/handler.ts',
    find: 'const claim = await claims.claim(reply.inboundId, { token, claimedAt: dispatcher.now() })',
    replace: 'const claim = { token, claimedAt: dispatcher.now() }',
    foundBy: ['I1', 'I4 claim'],
  },
  {
    name: 'uncertain send retried',
    promise: 1,
    file: 'functions/send-reply/handler.ts',
    find: '  const result = await gateway.send(sms)\n',
    replace:
      "  const first = await gateway.send(sms)\n  const result = first.kind === 'unknown' ? await gateway.send(sms) : first\n",
    foundBy: ['I1 tries', 'I1'],
  },
  {
    name: 'unwritten outcome counted',
    promise: 1,
    file: 'functions/send-reply/outcome.ts',
    find: 'if (await claims.settle(reply.inboundId, token, outcome, newToken())) report',
    replace: 'await claims.settle(reply.inboundId, token, outcome, newToken())\n  report',
    foundBy: ['I7 counted'],
  },
  {
    name: 'future reply ignored by the limits',
    promise: 2,
    file: 'shared/rules/throttle.ts',
    find: 'now - nthNewest >= perMs',
    replace: 'nthNewest > now || now - nthNewest >= perMs',
    foundBy: ['I2'],
  },
  {
    name: 'limits count from promises',
    promise: 2,
    file: 'shared/rules/throttle.ts',
    find: 'Math.max(dueAt, sentAt.get(id) ?? 0)',
    replace: 'record.replies.get(id).at',
    foundBy: ['I2'],
  },
  {
    name: 'delay of an earlier reply not looked up',
    promise: 2,
    file: 'shared/rules/throttle.ts',
    find: '  if (!limits.every((limit) => leavesRoom(limit, record, now, new Map()))) return []',
    replace: '  return []',
    foundBy: ['I2'],
  },
  {
    name: 'block ignored',
    promise: 2,
    file: 'shared/rules/throttle.ts',
    find: "  if (isBlocked) return { kind: 'silent', reason: 'blocked' }\n",
    replace: '',
    foundBy: ['limits: silenced', 'I5 silence'],
  },
  {
    name: 'redelivery counted as a strike',
    promise: 2,
    file: 'shared/rules/throttle.ts',
    find: '  if (record.struck.includes(mark)) return {}\n',
    replace: '',
    foundBy: ['limits: one strike'],
  },
  {
    name: 'hour counters deleted too early',
    promise: 3,
    file: 'shared/rules/budget.ts',
    find: 'const end = hourOf(now) - 2 * hour',
    replace: 'const end = hourOf(now) + hour',
    foundBy: ['I3', 'I3 apart', 'I9'],
  },
  {
    name: 'ticket spare although its save took effect',
    promise: 3,
    file: 'functions/receive-sms/answer.ts',
    find: ' || record.replies.get(inboundId)?.dueAt === ticket.dueAt) return',
    replace: ') return',
    foundBy: ['I4 ticket', 'I3', 'I4 queued'],
  },
  {
    name: 'ticket spare although its save may take effect',
    promise: 3,
    file: 'functions/receive-sms/answer.ts',
    find: '  unsaved.set(inboundId, ticket, ticket.dueAt + expireAfterMs)\n',
    replace: '  receiver.scheduler.spare(ticket)\n',
    foundBy: ['I4 ticket', 'I3', 'I3 apart'],
  },
  {
    name: 'queued before it is saved',
    promise: 3,
    file: 'functions/receive-sms/answer.ts',
    find: 'return isSaved ? queueSaved',
    replace: 'return true ? queueSaved',
    foundBy: ['I4 queued', 'I5', 'I7 end', 'I7 cancelled'],
  },
  {
    name: 'signature not verified',
    promise: 3,
    file: 'shared/adapters/signatures.ts',
    find: "if (!isMacOf(key, reply, mac)) return 'forged'",
    replace: '',
    foundBy: ['forged', 'I3'],
  },
  {
    name: 'bookings not counted in their time window',
    promise: 4,
    file: 'shared/rules/budget.ts',
    find: '...(window && { window: [nameOf(window), window.most] }),',
    replace: '',
    foundBy: ['rush: few'],
  },
  {
    name: 'later hours not rationed',
    promise: 4,
    file: 'shared/rules/siege.ts',
    find: 'parts = partsOf(limits, hourStart, counters)',
    replace: 'parts = isLater ? limits.day : partsOf(limits, hourStart, counters)',
    foundBy: ['siege: lent', 'I3', 'I9'],
  },
  {
    name: 'rush in a backlog not seen',
    promise: 4,
    file: 'shared/rules/siege.ts',
    find: "late === 'in a rush'",
    replace: 'false',
    foundBy: ['backlog: few'],
  },
  {
    name: 'alarm for the hour alone',
    promise: 4,
    file: 'functions/receive-sms/booking.ts',
    find: ' || isBesieged(ticket.partsInDay, limits.day)',
    replace: '',
    foundBy: ['siege: alarm'],
  },
  {
    name: 'minimum delay ignored',
    promise: 5,
    file: 'shared/rules/plan.ts',
    find: 'now + min + Math.floor',
    replace: 'now + Math.floor',
    foundBy: ['I5 not early'],
  },
  {
    name: 'phone number logged',
    promise: 6,
    file: 'functions/send-reply/handler.ts',
    find: '  { inboundId, budget, dueAt }: QueuedReply,',
    replace: '  { inboundId, line: budget, dueAt }: QueuedReply,',
    foundBy: ['private'],
  },
  {
    name: 'failed text acknowledged',
    promise: 7,
    file: 'functions/receive-sms/reports.ts',
    find: '(verdict === undefined ? [messageId] : [])',
    replace: '(verdict === undefined ? [] : [])',
    foundBy: ['I8', 'I7 end'],
  },
  {
    name: 'promise to a stale text not kept',
    promise: 7,
    file: 'functions/receive-sms/handler.ts',
    find: "'stale' && !firstDelivery",
    replace: "'stale' && firstDelivery",
    foundBy: ['I7 end'],
  },
  {
    name: 'reply expired too early',
    promise: 7,
    file: 'shared/rules/queued-reply.ts',
    find: 'Math.min(dueAt + expireAfterMs, answerBy)',
    replace: 'Math.min(dueAt + expireAfterMs / 100, answerBy)',
    foundBy: ['I7 expired', 'I5'],
  },
  {
    name: 'no rest after an unknown result',
    promise: 7,
    file: 'functions/send-reply/pace.ts',
    find: '        nextAt = now() + restMs\n',
    replace: '',
    foundBy: ['pace: rest'],
  },
  {
    name: 'claim not released',
    promise: 7,
    file: 'functions/send-reply/handler.ts',
    find: '  await dispatcher.claims.release(reply.inboundId, token)\n',
    replace: '',
    foundBy: ['I7 uncertain'],
  },
  {
    name: 'stale STOP dropped',
    promise: 7,
    file: 'shared/rules/screen.ts',
    find: " && (now - publishedAt > optOutMs || keywordOf(text) !== 'stop')",
    replace: '',
    foundBy: ['opt-out: decided', 'opt-out: names'],
  },
  {
    name: 'opt-out ignored for a queued reply',
    promise: 7,
    file: 'functions/send-reply/handler.ts',
    find: ' && record.optedOutUntil <= dispatcher.now()',
    replace: '',
    foundBy: ['opt-out: sent'],
  },
]
