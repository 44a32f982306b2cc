import type { Mutant } from './mutant.ts'

const bookReply = 'functions/receive-sms/book-reply.ts'
const answer = 'functions/receive-sms/answer.ts'
const plan = 'shared/rules/plan.ts'
const earlierDelivery = 'functions/receive-sms/earlier-delivery.ts'

const book = 'await bookReply(receiver, text, reserved, earlierReplies, wantedAt, findRoom)'
const note = '  await saveSender(receiver, text, reserved, withBooking(reserved.record, text.sms.inboundId, note))\n'
const reservation = 'record.replies.get(text.sms.inboundId)'
const takeBack = `takeBack(receiver, text, ${reservation})`
const queueUnbooked = '  await queueUnbooked(receiver, text, earlierReplies, now + config.replyDelayMs.max + hour)\n'

/** Defects in how a reserved reply is booked and queued, in how its reservation is taken back, and in how a redelivered text is handled. */
export const reservationMutants: readonly Mutant[] = [
  {
    name: 'reservation kept without a booking',
    breaks: 'If no hour has room, the reservation is kept without a booking and never gets an outcome.',
    edits: [{ file: answer, find: takeBack, replace: "'over-budget'" }],
    foundBy: ['I7 end', 'I5 silence'],
  },
  {
    name: 'reservation in use taken back',
    breaks: 'A reservation is taken back even though another delivery of the text has taken it over.',
    edits: [
      {
        file: answer,
        find: "  if (stored.record.replies.get(text.sms.inboundId) !== reservedAt) return 'conflict'\n",
        replace: '',
      },
    ],
    foundBy: ['I7 cancelled', 'limits: taken back', 'I5'],
  },
  {
    name: 'reservation taken back after an ambiguous error',
    breaks:
      'A reservation is taken back if booking or queueing its reply fails, for example with a timeout, even though the reply may be queued.',
    edits: [
      {
        file: answer,
        find: book,
        replace: `${book}.catch(async (error: unknown) => {\n    await ${takeBack}\n    throw error\n  })`,
      },
    ],
    foundBy: ['I4 once', 'I2', 'I4 reservation', 'I5 silence', 'I7 cancelled', 'limits: taken back'],
  },
  {
    name: 'reservation taken back by a duplicate',
    breaks:
      'A redelivered text that finds no room takes back the reservation under which its reply may already be queued.',
    edits: [
      {
        file: earlierDelivery,
        find: 'import { decide }',
        replace: "import { withoutReservation } from '../../shared/rules/sender-record.ts'\nimport { decide }",
      },
      {
        file: earlierDelivery,
        find: 'import { believed, type Receiver, ',
        replace: 'import { believed, saveSender, type Receiver, ',
      },
      {
        file: earlierDelivery,
        find: queueUnbooked,
        replace: `  const stored = await loadSender(receiver, text.senderKey, 'consistent')
  await saveSender(receiver, text, stored, withoutReservation(stored.record, text.sms.inboundId))\n`,
      },
    ],
    foundBy: ['I4 reservation', 'I2', 'I5', 'limits: taken back'],
  },
  {
    name: 'unbooked reply queued as booked',
    breaks: 'An unbooked reply to a redelivered text is queued with a due time, as if it were booked.',
    edits: [{ file: bookReply, find: 'firstDueAt), dueAt: 0 }', replace: 'firstDueAt) }' }],
    foundBy: ['I4 booking', 'I3', 'I3 hour'],
  },
  {
    name: 'booking not recorded',
    breaks: 'The sender’s record does not show that a reply is booked, so each redelivery of its text books it again.',
    edits: [{ file: bookReply, find: note, replace: '' }],
    foundBy: ['I4 again', 'I4 booking'],
  },
  {
    name: 'minimum delay ignored',
    breaks: 'A reply may be due before the minimum delay has passed.',
    edits: [{ file: plan, find: 'now + min + Math.floor', replace: 'now + Math.floor' }],
    foundBy: ['I5 not early'],
  },
]
