import type { Mutant } from './mutant.ts'

const handler = 'functions/receive-sms/handler.ts'
const batchReport = 'functions/receive-sms/batch-report.ts'

/** Defects of what receive-sms reports of a batch. */
export const batchMutants: readonly Mutant[] = [
  {
    name: 'failed text acknowledged',
    breaks: 'A text that could not be decided is not reported as unfinished, and is lost.',
    edits: [
      {
        file: batchReport,
        find: 'return failed.map(({ messageId }) => ({ itemIdentifier: messageId }))',
        replace: 'return []',
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
        find: 'return failed.map(',
        replace: 'return failed.slice(0, 1).map(',
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
]
