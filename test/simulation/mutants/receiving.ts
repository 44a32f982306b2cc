import type { Mutant } from './mutant.ts'

const handler = 'functions/receive-sms/handler.ts'
const batchReport = 'functions/receive-sms/batch-report.ts'
const answer = 'functions/receive-sms/answer.ts'
const save =
  "  const reserved = await saveSender(receiver, text, stored, record)\n  if (reserved === undefined) return 'conflict'\n"
const book =
  "  const findRoom = (countersOf: CountersOf) => {\n    const plan = planFor(receiver, text, stored.record, countersOf)\n    return plan.kind === 'reply' ? plan.room : undefined\n  }\n"

/** Defects in how receive-sms decides a text and acknowledges its message. */
export const receivingMutants: readonly Mutant[] = [
  {
    name: 'conflict ignored',
    breaks: 'A reply is booked even though its reservation was not saved because of a conflict.',
    edits: [
      {
        file: answer,
        find: save,
        replace: '  const reserved = (await saveSender(receiver, text, stored, record)) ?? stored\n',
      },
    ],
    foundBy: ['I5', 'I7 end', 'I7 cancelled', 'rush: once', 'opt-out: remembered'],
  },
  {
    name: 'reply deadline not queued',
    breaks: 'A queued reply lacks its carrier’s deadline, so it may be sent after the carrier stops accepting it.',
    edits: [
      {
        file: 'functions/receive-sms/book-reply.ts',
        find: '  ...(sms.answerBy !== undefined && { answerBy: sms.answerBy }),\n',
        replace: '',
      },
    ],
    foundBy: ['I7 answerable'],
  },
  {
    name: 'texts of a failed message counted',
    breaks: 'If one text of a message fails, the other texts in it are counted at every delivery of the message.',
    edits: [
      {
        file: batchReport,
        find: 'handled.filter(({ messageId }) => !failedMessages.has(messageId))',
        replace: 'handled.filter(({ verdict }) => verdict !== undefined)',
      },
    ],
    foundBy: ['I8'],
  },
  {
    name: 'eventually consistent read for a redelivery',
    breaks: 'A redelivered text is decided by an eventually consistent read, which may miss its reservation.',
    edits: [{ file: handler, find: "firstDelivery ? 'eventual' : 'consistent'", replace: "'eventual'" }],
    foundBy: ['I7 end'],
  },
  {
    name: 'booking before reservation',
    breaks: 'A reply is booked and queued before its reservation is saved.',
    edits: [
      {
        file: answer,
        find: '(!(await bookReply(receiver, text, reserved, earlierReplies, wantedAt, findRoom)))',
        replace: '(!booked)',
      },
      { file: answer, find: book, replace: '' },
      {
        file: answer,
        find: save,
        replace: `${book}  const booked = await bookReply(receiver, text, stored, earlierReplies, wantedAt, findRoom)\n${save}`,
      },
    ],
    foundBy: ['I4 once', 'I2', 'I5', 'rush: once', 'I7 end', 'I7 cancelled', 'I8'],
  },
  {
    name: 'reservation of a stale text not settled',
    breaks:
      'A redelivered text that has become stale is dropped, and the reservation from its earlier delivery never gets an outcome.',
    edits: [
      {
        file: handler,
        find: "  if (screened.silent === 'stale' && !firstDelivery) return endStale(receiver, sms, now)\n",
        replace: '',
      },
    ],
    foundBy: ['I7 end'],
  },
  {
    name: 'failed text acknowledged',
    breaks: 'A text that could not be decided is acknowledged as if it had been, and is lost.',
    edits: [
      {
        file: batchReport,
        find: '(verdict === undefined ? [messageId] : [])',
        replace: '(verdict === undefined ? [] : [])',
      },
    ],
    foundBy: ['I8', 'I7 end'],
  },
]
