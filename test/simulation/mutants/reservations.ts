import type { Mutant } from './mutant.ts'

const bookReply = 'functions/receive-sms/book-reply.ts'
const answer = 'functions/receive-sms/answer.ts'
const plan = 'shared/rules/plan.ts'
const earlierDelivery = 'functions/receive-sms/earlier-delivery.ts'

const book = 'await bookReply(receiver, text, reserved, earlierReplies, wantedAt, findRoom)'
const note =
  '  await saveSender(receiver, text, reserved, withBooking(reserved.record, text.sms.inboundId, booking.dueAt))\n'
const reservation = 'record.replies.get(text.sms.inboundId)'
const takeBack = `takeBack(receiver, text, ${reservation})`
const queueUnbooked = '  await queueUnbooked(receiver, text, earlierReplies, now + config.replyDelayMs.max + hour)\n'

/** Defects in what happens to a reservation when its reply is booked, or when it is taken back or found again. */
export const reservationMutants: readonly Mutant[] = [
  {
    name: 'reservation kept without a booking',
    breaks: 'A sender for whom no hour has room keeps a reservation that nothing will ever end.',
    edits: [{ file: answer, find: takeBack, replace: "'over-budget'" }],
    foundBy: ['I7 end'],
  },
  {
    name: 'take-back of a reservation in use',
    breaks: 'A reservation is taken back though another delivery of the text has taken it over.',
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
    name: 'take-back on an ambiguous error',
    breaks: 'A reservation is taken back when the queue’s answer is lost, though the reply may be on its way.',
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
    name: 'duplicate takes the reservation back',
    breaks: 'A duplicate that finds no room gives back the reservation that the first reply is booked under.',
    edits: [
      {
        file: earlierDelivery,
        find: 'import { decide }',
        replace: "import { withoutReservation } from '../../shared/rules/sender-record.ts'\nimport { decide }",
      },
      { file: earlierDelivery, find: 'import { type Receiver, ', replace: 'import { saveSender, type Receiver, ' },
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
    name: 'unbooked reply sent',
    breaks: 'A redelivered text that finds no room is queued as if it were booked.',
    edits: [{ file: bookReply, find: 'firstDueAt), dueAt: 0 }', replace: 'firstDueAt) }' }],
    foundBy: ['I4 booking', 'I3', 'I3 hour'],
  },
  {
    name: 'booking not noted',
    breaks: 'A text books once more each time that it is delivered.',
    edits: [{ file: bookReply, find: note, replace: '' }],
    foundBy: ['I4 again', 'I4 booking'],
  },
  {
    name: 'answered while he is there',
    breaks: 'A reply does not wait for the shortest delay.',
    edits: [{ file: plan, find: 'now + min + Math.floor', replace: 'now + Math.floor' }],
    foundBy: ['I5 not early'],
  },
]
