import type { Mutant } from './mutant.ts'

const handler = 'functions/send-reply/handler.ts'
const waiting = 'functions/send-reply/waiting.ts'
const catchUp = 'functions/send-reply/catch-up.ts'

/** Defects in how a reply waits, and in how a late one is handled. */
export const waitingMutants: readonly Mutant[] = [
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
    name: 'held longer than SQS allows',
    breaks: 'A reply is held for more than twelve hours at once.',
    edits: [{ file: waiting, find: 'Math.min(ms, longestHoldMs)', replace: 'Math.min(ms, 100 * longestHoldMs)' }],
    foundBy: ['I5 smooth'],
  },
  {
    name: 'late reply not booked anew',
    breaks: 'A reply whose hour is over is sent in a later one that it is not booked into.',
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
    name: 'booked anew and kept',
    breaks: 'A reply that is booked anew is not acknowledged, and booked again and again.',
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
    name: 'each copy of a late reply booked anew',
    breaks: 'A late reply is booked anew though a copy of it has been, so that a text may take parts without end.',
    edits: [{ file: catchUp, find: 'if (!isLate(bookedFor, now) && ', replace: 'if (bookedFor < 0 && ' }],
    foundBy: ['I4 anew'],
  },
  {
    name: 'booked anew and not noted',
    breaks: 'Nobody knows which hour a late reply has got, so that its copies are booked as well.',
    edits: [{ file: catchUp, find: 'withBookingAnew(record, inboundId, dueAt)', replace: 'record' }],
    foundBy: ['I4 anew, noted'],
  },
  {
    name: 'late reply ends while a copy can be sent',
    breaks: 'A late reply that finds no room is ended, though a copy of it is booked.',
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
    name: 'late reply ignores its claim',
    breaks: 'A late reply that somebody has begun to send is booked once more.',
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
    name: 'never expires',
    breaks: 'A reply expires a day after it was last due, so that it never does.',
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
