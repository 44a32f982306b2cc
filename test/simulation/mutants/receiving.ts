import type { Mutant } from './mutant.ts'

const handler = 'functions/receive-sms/handler.ts'
const bookReply = 'functions/receive-sms/book-reply.ts'
const knownSilent = 'functions/receive-sms/known-silent.ts'
const batchReport = 'functions/receive-sms/batch-report.ts'

const reserveReply = 'functions/receive-sms/reserve-reply.ts'
const earlierDelivery = 'functions/receive-sms/earlier-delivery.ts'

const save = "  if (!(await saveSender(receiver, text, stored, record))) return 'conflict'\n"
const book = "  if (await bookReply(receiver, text, earlierReplies, wanted)) return 'reply'\n"
const reservation = 'record.replies.get(text.sms.inboundId)'
const takeBack = `takeBack(receiver, text, ${reservation}, obstacleTo(receiver, text, wanted) ?? 'siege')`
const queueUnbooked = '  await queueUnbooked(receiver, text, earlierReplies, latestWantedDueTime(receiver) + hour)\n'

/** Defects of receive-sms. */
export const receivingMutants: readonly Mutant[] = [
  {
    name: 'conflict ignored',
    breaks: 'A reservation that could not be saved is booked all the same.',
    edits: [{ file: reserveReply, find: save, replace: '  await saveSender(receiver, text, stored, record)\n' }],
    foundBy: ['I5', 'I7 end', 'I7 cancelled', 'opt-out: remembered'],
  },
  {
    name: 'conflict read again eventually',
    breaks: 'After a conflict the record is read as stale as before, until the text has to come again.',
    edits: [{ file: handler, find: "conflicts === 0 ? firstRead : 'consistent'", replace: 'firstRead' }],
    foundBy: ['I5 smooth'],
  },
  {
    name: 'redelivery read eventually',
    breaks: 'A redelivered text is decided by a stale read, which may miss what it is owed.',
    edits: [{ file: handler, find: "firstDelivery ? 'eventual' : 'consistent'", replace: "'eventual'" }],
    foundBy: ['I7 end'],
  },
  {
    name: 'known-blocked trusted on a redelivery',
    breaks: 'A redelivered text that is owed a reply is dropped because its sender has been blocked since.',
    edits: [{ file: handler, find: 'const known = firstDelivery && ', replace: 'const known = ' }],
    foundBy: ['I7 end'],
  },
  {
    name: 'interrupted reply dropped',
    breaks: 'A text whose handling was cut short after its reservation is taken for a duplicate.',
    edits: [
      {
        file: handler,
        find: "if (decision.kind === 'again') return bookAgain(receiver, text, decision.earlierReplies)",
        replace: "if (decision.kind === 'again') return 'duplicate'",
      },
    ],
    foundBy: ['I7 end'],
  },
  {
    name: 'booked before saved',
    breaks: 'A reply is booked and queued before its reservation is saved.',
    edits: [
      { file: reserveReply, find: book, replace: "  if (booked) return 'reply'\n" },
      {
        file: reserveReply,
        find: save,
        replace: `  const booked = await bookReply(receiver, text, earlierReplies, wanted)\n${save}`,
      },
    ],
    foundBy: ['I2', 'I5', 'I7 end', 'I7 cancelled', 'I8'],
  },
  {
    name: 'blocked sender not remembered',
    breaks: 'A flood from a blocked sender costs a read per text.',
    edits: [{ file: knownSilent, find: 'known.set(senderKey, { record, until: now + trustMs })', replace: '' }],
    foundBy: ['I6'],
  },
  {
    name: 'block noted from before the text',
    breaks: 'The text that blocks a sender leaves the process believing that nothing is blocked.',
    edits: [{ file: handler, find: 'decision.record ?? stored.record)', replace: 'stored.record)' }],
    foundBy: ['I6'],
  },
  {
    name: 'known silence trusted for days',
    breaks: 'A process goes on silencing a sender whose opt-out another process has ended.',
    edits: [{ file: knownSilent, find: 'const trustMs = minute', replace: 'const trustMs = 10_000 * minute' }],
    foundBy: ['I5 silence'],
  },
  {
    name: 'known silence outlives the block',
    breaks: 'A process that has seen a sender blocked silences texts that come just after the block.',
    edits: [{ file: knownSilent, find: 'until <= now || !isSilent(record, now) ||', replace: 'until <= now ||' }],
    foundBy: ['I5 silence'],
  },
  {
    name: 'START of a known sender ignored',
    breaks: 'A process that knows a sender to be opted out does not notice the START.',
    edits: [{ file: knownSilent, find: 'return keyword !== undefined', replace: 'return false' }],
    foundBy: ['I5 silence', 'opt-out: remembered'],
  },
  {
    name: 'STOP of a known sender ignored',
    breaks: 'A process that knows a sender to be blocked does not note the STOP.',
    edits: [
      {
        file: knownSilent,
        find: "return keyword === 'stop' && optedOutUntil <= now",
        replace: 'return false',
      },
    ],
    foundBy: ['opt-out: decided'],
  },
  {
    name: 'failed text acknowledged',
    breaks: 'A text that could not be decided is not reported as unfinished, and is lost.',
    edits: [
      {
        file: batchReport,
        find: 'batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId }))',
        replace: 'batchItemFailures: []',
      },
    ],
    foundBy: ['I8', 'I7 end'],
  },
  {
    name: 'wrong text reported as failed',
    breaks: 'The texts that were decided are reported as unfinished, instead of the others.',
    edits: [
      {
        file: batchReport,
        find: 'const failed = handled.filter(({ verdict }) => verdict === undefined)',
        replace: 'const failed = handled.filter(({ verdict }) => verdict !== undefined)',
      },
    ],
    foundBy: ['I8', 'I5 smooth', 'rest'],
  },
  {
    name: 'only the first failure reported',
    breaks: 'When several texts of a batch fail, all but the first are lost.',
    edits: [
      {
        file: batchReport,
        find: 'batchItemFailures: failed.map(',
        replace: 'batchItemFailures: failed.slice(0, 1).map(',
      },
    ],
    foundBy: ['I8', 'I7 end'],
  },
  {
    name: 'failed texts counted as received',
    breaks: 'A text that fails and comes again is counted at each delivery.',
    edits: [{ file: batchReport, find: 'handled.length - failed.length)', replace: 'handled.length)' }],
    foundBy: ['I8'],
  },
  {
    name: 'one error fails the batch silently',
    breaks: 'An error is taken for a decision to be silent.',
    edits: [
      {
        file: handler,
        find: 'handled.push({ messageId, inboundId: sms?.inboundId, error })',
        replace: "handled.push({ messageId, inboundId: sms?.inboundId, error, verdict: 'malformed' })",
      },
    ],
    foundBy: ['I5 silence'],
  },
  {
    name: 'reservation kept without a booking',
    breaks: 'A sender for whom no hour has room keeps a reservation that nothing will ever end.',
    edits: [{ file: reserveReply, find: takeBack, replace: "'over-budget'" }],
    foundBy: ['I7 end'],
  },
  {
    name: 'take-back gives in to a conflict',
    breaks: 'A reservation stays when its sender’s record changes while it is taken back.',
    edits: [
      {
        file: reserveReply,
        find: 'return (await saveSender(receiver, text, stored, record)) ? obstacle : takeBack(receiver, text, reservedAt, obstacle)',
        replace: 'await saveSender(receiver, text, stored, record)\n  return obstacle',
      },
    ],
    foundBy: ['I7 end'],
  },
  {
    name: 'take-back of a reservation in use',
    breaks: 'A reservation is taken back though another delivery of the text has taken it over.',
    edits: [
      {
        file: reserveReply,
        find: "  if (standsSince !== reservedAt) throw new Error('Another delivery of the text has taken the reservation over')\n",
        replace: '',
      },
    ],
    foundBy: ['I7 cancelled', 'limits: taken back'],
  },
  {
    name: 'done with a reservation taken over',
    breaks: 'A delivery whose reservation another one has taken over is acknowledged, though that one may die.',
    edits: [
      {
        file: reserveReply,
        find: "throw new Error('Another delivery of the text has taken the reservation over')",
        replace: 'return obstacle',
      },
    ],
    foundBy: ['I7 end'],
  },
  {
    name: 'take-back on an ambiguous error',
    breaks: 'A reservation is taken back when the queue’s answer is lost, though the reply may be on its way.',
    edits: [
      {
        file: reserveReply,
        find: book,
        replace: `  try {\n  ${book}  } catch (error) {\n    await ${takeBack}\n    throw error\n  }\n`,
      },
    ],
    foundBy: ['I2', 'I4 reservation', 'I7 cancelled', 'limits: taken back'],
  },
  {
    name: 'duplicate takes the reservation back',
    breaks: 'A duplicate that finds no room gives back the reservation that the first reply is booked under.',
    edits: [
      { file: earlierDelivery, find: 'import { decide }', replace: 'import { decide, withoutReservation }' },
      { file: earlierDelivery, find: 'import { type Receiver, ', replace: 'import { saveSender, type Receiver, ' },
      {
        file: earlierDelivery,
        find: queueUnbooked,
        replace: `  const stored = await receiver.senders.load(text.senderKey, 'consistent')
  await saveSender(receiver, text, stored, withoutReservation(stored.record, text.sms.inboundId))\n`,
      },
    ],
    foundBy: ['I2', 'I5', 'limits: taken back'],
  },
  {
    name: 'unbooked reply dropped',
    breaks: 'A redelivered text that finds no room leaves a reservation that nothing ends.',
    edits: [{ file: earlierDelivery, find: queueUnbooked, replace: '' }],
    foundBy: ['I7 end'],
  },
  {
    name: 'unbooked reply sent',
    breaks: 'A redelivered text that finds no room is queued as if it were booked.',
    edits: [{ file: bookReply, find: 'firstDueAt), dueAt: 0 }', replace: 'firstDueAt) }' }],
    foundBy: ['I4 booking', 'I3', 'I3 hour'],
  },
  {
    name: 'unbooked reply ends too early',
    breaks: 'A duplicate that finds no room expires while the first reply is booked and waits.',
    edits: [
      { file: earlierDelivery, find: 'latestWantedDueTime(receiver) + hour)', replace: 'wantedDueTime(receiver))' },
    ],
    foundBy: ['I5', 'I7 booked'],
  },
  {
    name: 'stale redelivery left without an end',
    breaks: 'A text that was reserved, and stuck until it was stale, leaves a reservation that nothing ends.',
    edits: [
      {
        file: handler,
        find: "  if (screened.silent === 'stale' && !firstDelivery) return endStale(receiver, sms)\n",
        replace: '',
      },
    ],
    foundBy: ['I7 end'],
  },
  {
    name: 'answered while he is there',
    breaks: 'A reply does not wait for the shortest delay.',
    edits: [{ file: bookReply, find: 'now() + min + Math.floor', replace: 'now() + Math.floor' }],
    foundBy: ['I5 not early'],
  },
]
