import type { Mutant } from './mutant.ts'

const rules = 'shared/rules/budget.ts'
const dueTime = 'shared/rules/due-time.ts'

/** Defects in how replies are booked into hours. */
export const bookingMutants: readonly Mutant[] = [
  {
    name: 'daily limit not enforced',
    breaks: 'More parts are booked into a day than its limit allows, as long as each hour has room.',
    edits: [{ file: rules, find: '[periods.day, day]', replace: '[periods.day, Number.POSITIVE_INFINITY]' }],
    foundBy: ['I3', 'I3 apart', 'I9'],
  },
  {
    name: 'due time too close to the end of an hour',
    breaks: 'A reply may be due in the last seconds of its booked hour, too late to be sent within that hour.',
    edits: [{ file: dueTime, find: 'hourStart + hour - 2 * publishMarginMs', replace: 'hourStart + hour - 1' }],
    foundBy: ['I3', 'I3 hour', 'I5'],
  },
  {
    name: 'late check without a safety margin',
    breaks: 'A send that starts in the last seconds of the booked hour may end in the next hour.',
    edits: [
      { file: dueTime, find: 'now > hourOf(dueAt) + hour - publishMarginMs', replace: 'now > hourOf(dueAt) + hour' },
    ],
    foundBy: ['I3', 'I3 hour'],
  },
  {
    name: 'hour counters deleted too early',
    breaks:
      'The counters of the current and the next hour are deleted while replies can still be booked into those hours.',
    edits: [{ file: rules, find: 'const end = hourOf(now) - 2 * hour', replace: 'const end = hourOf(now) + hour' }],
    foundBy: ['I3', 'I3 apart', 'I9'],
  },
]
