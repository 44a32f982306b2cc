import type { Mutant } from './mutant.ts'

const siege = 'shared/rules/siege.ts'
const senderClass = 'shared/rules/sender-class.ts'
const budget = 'shared/rules/budget.ts'
const scheduler = 'shared/scheduler.ts'
const evenShare = 'shared/rules/even-share.ts'
const plan = 'shared/rules/plan.ts'
const silence = 'functions/receive-sms/silence.ts'
const earlierDelivery = 'functions/receive-sms/earlier-delivery.ts'

/** Defects of how a siege hands out what is left. */
export const siegeMutants: readonly Mutant[] = [
  {
    name: 'ration beyond the budget',
    breaks: 'In a siege an hour is handed out twice.',
    edits: [{ file: siege, find: 'hour: Math.ceil(parts)', replace: 'hour: Math.ceil(2 * parts)' }],
    foundBy: ['I3', 'I9'],
  },
  {
    name: 'siege before its time',
    breaks: 'Senders are held back when a tenth of an hour is booked.',
    edits: [{ file: siege, find: 'const siegeShare = 0.5', replace: 'const siegeShare = 0.1' }],
    foundBy: ['I5 silence'],
  },
  {
    name: 'lookalike never answered',
    breaks: 'A neighbour of somebody who was answered gets silence without a siege.',
    edits: [{ file: siege, find: 'elapsed : siegeShare', replace: 'elapsed : 0' }],
    foundBy: ['I5 silence'],
  },
  {
    name: 'hour at hand taken for a later one',
    breaks: 'Who texts so that the reply would be due in the last seconds of an hour is held back without a siege.',
    edits: [{ file: siege, find: 'firstHourFor(now + delayMs.max, budget)', replace: 'now + delayMs.max' }],
    foundBy: ['I5 silence'],
  },
  {
    name: 'window that never empties',
    breaks: 'After the first newcomers of a month, everybody is taken for part of a rush.',
    edits: [{ file: siege, find: 'number: Math.floor(now / lastsMs)', replace: 'number: 0' }],
    foundBy: ['rush: open'],
  },
  {
    name: 'window that never fills',
    breaks: 'A rush is never noticed, because nothing counts in its window.',
    edits: [{ file: budget, find: '...(window && { window: [nameOf(window), window.most] }),', replace: '' }],
    foundBy: ['rush: few'],
  },
  {
    name: 'redelivery counted in a window',
    breaks: 'A text that comes again takes the place of somebody who texts for the first time.',
    edits: [
      {
        file: earlierDelivery,
        find: "import { screen } from '../../shared/rules/screen.ts'",
        replace:
          "import { screen } from '../../shared/rules/screen.ts'\nimport { quotasFor } from '../../shared/rules/siege.ts'",
      },
      {
        file: earlierDelivery,
        find: 'budgetOf(config, line.budget), countersOf)',
        replace: "budgetOf(config, line.budget), countersOf, quotasFor('new', config.replyDelayMs, now))",
      },
    ],
    foundBy: ['rush: once'],
  },
  {
    name: 'month not rationed',
    breaks: 'A month that is booked ahead of the calendar goes on to be used up.',
    edits: [{ file: evenShare, find: 'monthAhead(limits, hourStart, counters) <= 0', replace: 'booked > 0' }],
    foundBy: ['month: rationed'],
  },
  {
    name: 'month rationed from its first hour',
    breaks: 'A month is rationed though less than half of it is booked.',
    edits: [{ file: evenShare, find: 'booked < limits.month * halfBooked || ', replace: '' }],
    foundBy: ['I5 silence'],
  },
  {
    name: 'month rationed behind the calendar',
    breaks: 'A month that will last is rationed all the same.',
    edits: [{ file: evenShare, find: ' || monthAhead(limits, hourStart, counters) <= 0', replace: '' }],
    foundBy: ['month: rationed', 'I5 silence'],
  },
  {
    name: 'rush not rationed by the month',
    breaks: 'What is kept for the days that are left goes to whoever comes in a crowd.',
    edits: [
      {
        file: siege,
        find: 'day: Math.ceil(dayShare)',
        replace: "day: as === 'new' || as === 'returning' ? Math.ceil(dayShare) : budget.day",
      },
    ],
    foundBy: ['month: rationed'],
  },
  {
    name: 'month unknown to a new process',
    breaks: 'A process that has just started knows nothing of what is booked, and rations nothing.',
    edits: [{ file: scheduler, find: 'known.set(budget, month, counters[i] ?? {})', replace: 'void counters[i]' }],
    foundBy: ['month: rationed'],
  },
  {
    name: 'later hours lent whole',
    breaks: 'A flood uses up the day after it.',
    edits: [
      {
        file: siege,
        find: 'laterShare[as] * Math.min(even, (limits.day * hour) / day)',
        replace: 'limits.day',
      },
    ],
    foundBy: ['siege: lent', 'I3'],
  },
  {
    name: 'blocked for one text too many in a siege',
    breaks: 'Somebody for whom there is no room is blocked at once.',
    edits: [
      {
        file: plan,
        find: 'turnedAway.length >= rules.block.after',
        replace: 'turnedAway.length > 0',
      },
    ],
    foundBy: ['limits: block'],
  },
  {
    name: 'turned away though there is room',
    breaks: 'Who was told no gets the same answer when there is room again.',
    edits: [
      {
        file: silence,
        find: "if (plan.kind !== 'silent' || plan.record !== undefined) return undefined",
        replace: "if (plan.kind !== 'silent') return 'over-budget'\n  if (plan.record !== undefined) return undefined",
      },
    ],
    foundBy: ['I5 silence'],
  },
  {
    name: 'held back again and again',
    breaks: 'In a siege each text of a sender is put on record.',
    edits: [
      {
        file: senderClass,
        find: 'isHeldBack(record, sentAt) ? record : { ...record, heldBackAt: sentAt }',
        replace: '({ ...record, heldBackAt: sentAt })',
      },
    ],
    foundBy: ['limits: strike'],
  },
]
