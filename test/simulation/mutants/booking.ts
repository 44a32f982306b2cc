import type { Mutant } from './mutant.ts'

const rules = 'shared/rules/budget.ts'
const dueTime = 'shared/rules/due-time.ts'
const plan = 'shared/rules/plan.ts'
const scheduler = 'shared/scheduler.ts'

/** A period that is counted but not checked. */
const unchecked = (period: string) => ({
  find: `[periods.${period}, ${period}]`,
  replace: `[periods.${period}, Number.POSITIVE_INFINITY]`,
})

/** Defects of how replies are booked into hours. */
export const bookingMutants: readonly Mutant[] = [
  {
    name: 'hour not checked',
    breaks: 'An hour takes more parts than its limit.',
    edits: [{ file: rules, ...unchecked('hour') }],
    foundBy: ['I3', 'I9'],
  },
  {
    name: 'day not checked',
    breaks: 'A day takes more parts than its limit, hour by hour.',
    edits: [{ file: rules, ...unchecked('day') }],
    foundBy: ['I3', 'I9'],
  },
  {
    name: 'month not checked',
    breaks: 'A month takes more parts than its limit, day by day.',
    edits: [{ file: rules, ...unchecked('month') }],
    foundBy: ['I3', 'I9'],
  },
  {
    name: 'one part too many',
    breaks: 'A period that is full takes one more reply.',
    edits: [{ file: rules, find: '+ parts <= most', replace: '+ parts - 1 <= most' }],
    foundBy: ['I3', 'I9'],
  },
  {
    name: 'last part never booked',
    breaks: 'A period is taken for full while it has room for one more reply.',
    edits: [{ file: rules, find: '+ parts <= most', replace: '+ parts < most' }],
    foundBy: ['I5 silence'],
  },
  {
    name: 'month of the wish, not of the hour',
    breaks: 'At a month’s edge, the room in the next month is looked for in this one.',
    edits: [
      {
        file: rules,
        find: 'countersOf(monthOf(hourStart))',
        replace: 'countersOf(monthOf(wantedAt))',
      },
    ],
    foundBy: ['I5 silence', 'I5 smooth', 'rest'],
  },
  {
    name: 'due near the end of an hour',
    breaks: 'A reply is booked into the last seconds of an hour, where it can’t be sent in time.',
    edits: [{ file: dueTime, find: 'hourStart + hour - 2 * publishMarginMs', replace: 'hourStart + hour - 1' }],
    foundBy: ['I3', 'I3 hour', 'I5'],
  },
  {
    name: 'due at the start of an hour',
    breaks: 'A reply is due when its hour begins, which a fast clock thinks too early.',
    edits: [{ file: dueTime, find: '=> hourStart + publishMarginMs', replace: '=> hourStart' }],
    foundBy: ['I3', 'I3 hour'],
  },
  {
    name: 'due beyond its hour',
    breaks: 'A reply that is booked into a later hour may be due after it.',
    edits: [
      {
        file: dueTime,
        find: 'Math.floor(random * (last - first))',
        replace: 'Math.floor(random * (last - first + hour))',
      },
    ],
    foundBy: ['I4 once', 'I3', 'I3 hour', 'I4 booking', 'I5'],
  },
  {
    name: 'never late',
    breaks: 'A reply is sent however long its booked hour is over.',
    edits: [
      {
        file: dueTime,
        find: 'now > hourOf(dueAt) + hour - publishMarginMs',
        replace: 'now > hourOf(dueAt) + 10_000 * hour - publishMarginMs',
      },
    ],
    foundBy: ['I3', 'I3 hour'],
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
    foundBy: ['I3', 'I9'],
  },
  {
    name: 'booked into any later day',
    breaks: 'A reply is booked more than a day after it was wanted.',
    edits: [
      {
        file: plan,
        find: 'firstRoom(wantedAt, wantedAt + day,',
        replace: 'firstRoom(wantedAt, wantedAt + 7 * day,',
      },
    ],
    foundBy: ['I7 cancelled', 'promise 7', 'I7 overdue', 'I7 booked'],
  },
  {
    name: 'due in the hour that was wanted',
    breaks: 'A reply that is booked into a later hour is due in the one that was full.',
    edits: [
      {
        file: scheduler,
        find: 'dueAt: dueIn(hourStart, wantedAt, random(), partsInHour, limits)',
        replace: 'dueAt: Math.min(wantedAt, dueIn(hourStart, wantedAt, random(), partsInHour, limits))',
      },
    ],
    foundBy: ['I4 once', 'I3', 'I3 hour', 'I4 booking'],
  },
]
