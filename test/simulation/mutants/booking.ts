import type { Mutant } from './mutant.ts'

const rules = 'shared/rules/budget.ts'
const dueTime = 'shared/rules/due-time.ts'

/** Defects in how replies are booked into hours. */
export const bookingMutants: readonly Mutant[] = [
  {
    name: 'day not checked',
    breaks: 'A day takes more parts than its limit, hour by hour.',
    edits: [{ file: rules, find: '[periods.day, day]', replace: '[periods.day, Number.POSITIVE_INFINITY]' }],
    foundBy: ['I3', 'I3 apart', 'I9'],
  },
  {
    name: 'due near the end of an hour',
    breaks: 'A reply is booked into the last seconds of an hour, where it can’t be sent in time.',
    edits: [{ file: dueTime, find: 'hourStart + hour - 2 * publishMarginMs', replace: 'hourStart + hour - 1' }],
    foundBy: ['I3', 'I3 hour', 'I5'],
  },
  {
    name: 'late only when the hour is over',
    breaks: 'A publish that starts in the last seconds of the booked hour ends in the next one.',
    edits: [
      { file: dueTime, find: 'now > hourOf(dueAt) + hour - publishMarginMs', replace: 'now > hourOf(dueAt) + hour' },
    ],
    foundBy: ['I3', 'I3 hour'],
  },
  {
    name: 'hours forgotten while they can be booked',
    breaks: 'The counter of an hour goes while replies can still be booked into it.',
    edits: [{ file: rules, find: 'const end = hourOf(now) - 2 * hour', replace: 'const end = hourOf(now) + hour' }],
    foundBy: ['I3', 'I3 apart', 'I9'],
  },
]
