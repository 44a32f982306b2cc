import type { Mutant } from './mutant.ts'

const handler = 'functions/receive-sms/handler.ts'
const batchReport = 'functions/receive-sms/batch-report.ts'
const answer = 'functions/receive-sms/answer.ts'
const save =
  "  const reserved = await saveSender(receiver, text, stored, record)\n  if (reserved === undefined) return 'conflict'\n"
const book =
  "  const findRoom = (countersOf: CountersOf) => {\n    const plan = planFor(receiver, text, stored.record, countersOf)\n    return plan.kind === 'reply' ? plan.room : undefined\n  }\n"

/** Defects in how receive-sms handles a text. */
export const receivingMutants: readonly Mutant[] = [
  {
    name: 'conflict ignored',
    breaks: 'A reservation that could not be saved is booked all the same.',
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
    name: 'time to answer forgotten',
    breaks: 'A reply does not carry along until when its carrier takes it.',
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
    name: 'texts of an unfinished message counted',
    breaks: 'A text that was decided beside one that was not is counted each time that both come.',
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
    name: 'redelivery read eventually',
    breaks: 'A redelivered text is decided by a stale read, which may miss what it is owed.',
    edits: [{ file: handler, find: "firstDelivery ? 'eventual' : 'consistent'", replace: "'eventual'" }],
    foundBy: ['I7 end'],
  },
  {
    name: 'booked before saved',
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
    name: 'stale redelivery left without an end',
    breaks: 'A text that was reserved, and stuck until it was stale, leaves a reservation that nothing ends.',
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
    breaks: 'A text that could not be decided is not reported as unfinished, and is lost.',
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
