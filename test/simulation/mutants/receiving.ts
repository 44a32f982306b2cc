import type { Mutant } from './mutant.ts'

const handler = 'functions/receive-sms/handler.ts'
const answer = 'functions/receive-sms/answer.ts'
const save =
  "  const reserved = await saveSender(receiver, text, stored, record)\n  if (reserved === undefined) return 'conflict'\n"
const book =
  "  const findRoom = (countersOf: CountersOf) => {\n    const plan = planFor(receiver, text, stored.record, countersOf)\n    return plan.kind === 'reply' ? plan.room : undefined\n  }\n"

/** Defects of how receive-sms handles a text. */
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
    name: 'conflict read again eventually',
    breaks: 'After a conflict the record is read as stale as before, until the text has to come again.',
    edits: [{ file: answer, find: "conflicts === 0 ? firstRead : 'consistent'", replace: 'firstRead' }],
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
    edits: [
      {
        file: handler,
        find: 'firstDelivery ? silenceFromMemory(receiver, text) : undefined',
        replace: 'silenceFromMemory(receiver, text)',
      },
    ],
    foundBy: ['I7 end'],
  },
  {
    name: 'interrupted reply dropped',
    breaks: 'A text whose handling was cut short after its reservation is taken for a duplicate.',
    edits: [
      {
        file: answer,
        find: 'bookAgain(receiver, text, saved, plan.earlierReplies)',
        replace: "'duplicate'",
      },
    ],
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
]
