import type { Mutant } from './mutant.ts'

const handler = 'functions/send-reply/handler.ts'
const waiting = 'functions/send-reply/waiting.ts'
const catchUp = 'functions/send-reply/catch-up.ts'

/** Defects in how a reply waits until it is due, and in how a late reply is rebooked or expires. */
export const waitingMutants: readonly Mutant[] = [
  {
    name: 'due time ignored',
    breaks: 'A reply is sent as soon as it is queued, before it is due.',
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
    name: 'hold longer than SQS allows',
    breaks: 'A reply may be held for more than the twelve hours that SQS allows, so SQS rejects the request.',
    edits: [{ file: waiting, find: 'Math.min(ms, longestHoldMs)', replace: 'Math.min(ms, 100 * longestHoldMs)' }],
    foundBy: ['I5 smooth'],
  },
  {
    name: 'late reply not rebooked',
    breaks: 'A reply whose booked hour is over is sent in a later hour without a new booking.',
    edits: [
      {
        file: handler,
        find: 'if (isLate(reply.dueAt, now)) return',
        replace: 'if (isLate(reply.dueAt, now) && (reply.dueAt === 0 || now >= reply.firstDueAt + 86_400_000)) return',
      },
    ],
    foundBy: ['I3', 'I3 hour'],
  },
  {
    name: 'message kept after rebooking',
    breaks: 'The original message of a rebooked reply is not acknowledged, so each redelivery queues another copy.',
    edits: [
      {
        file: catchUp,
        find: "put({ ...reply, dueAt })\n  return 'done'",
        replace: "put({ ...reply, dueAt })\n  return 'unfinished'",
      },
    ],
    foundBy: ['I4 handed on'],
  },
  {
    name: 'each copy of a late reply rebooked',
    breaks:
      'A late reply is rebooked even though a copy of it already has a new hour, so a single text may use up any number of parts.',
    edits: [{ file: catchUp, find: 'if (!isLate(bookedFor, now) && ', replace: 'if (bookedFor < 0 && ' }],
    foundBy: ['I4 anew'],
  },
  {
    name: 'rebooking not recorded',
    breaks: 'The sender’s record does not show the new hour of a late reply, so each other late copy is rebooked too.',
    edits: [
      {
        file: catchUp,
        find: 'withBookingAnew(record, inboundId, notes.sign(inboundId, budget, dueAt))',
        replace: 'record',
      },
    ],
    foundBy: ['I4 anew, noted'],
  },
  {
    name: 'late reply expired too early',
    breaks: 'A late reply that finds no room expires at once, even though a copy of it may be booked.',
    edits: [
      {
        file: catchUp,
        find: "if (booking === 'full') return hold(dispatcher, receiptHandle, expiresAt - now)",
        replace: "if (booking === 'full') return giveUp(dispatcher, reply, 'expired')",
      },
    ],
    foundBy: ['I5', 'I7 expired', 'I7 booked'],
  },
  {
    name: 'claim of a late reply ignored',
    breaks: 'A late reply is rebooked even though another process has already claimed it.',
    edits: [
      {
        file: catchUp,
        find: 'if (claim !== undefined) return leaveTo',
        replace: "if (claim?.outcome === 'cancelled') return leaveTo",
      },
    ],
    foundBy: ['I4 in vain'],
  },
  {
    name: 'expiry postponed by rebooking',
    breaks: 'A reply expires a day after its latest due time, so each rebooking postpones the expiry.',
    edits: [
      {
        file: catchUp,
        find: 'expiryOf(reply)',
        replace: 'expiryOf({ ...reply, firstDueAt: Math.max(reply.firstDueAt, reply.dueAt) })',
      },
    ],
    foundBy: ['I7 overdue'],
  },
]
