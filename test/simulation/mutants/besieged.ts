import type { Mutant } from './mutant.ts'

const siege = 'shared/rules/siege.ts'
const budget = 'shared/rules/budget.ts'
const evenShare = 'shared/rules/even-share.ts'
const plan = 'shared/rules/plan.ts'
const silence = 'functions/receive-sms/silence.ts'
const earlierDelivery = 'functions/receive-sms/earlier-delivery.ts'

/** Defects in how the remaining budget is shared out during a siege. */
export const siegeMutants: readonly Mutant[] = [
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
        find: '      countersOf,\n',
        replace: "      countersOf,\n      quotasFor('new', config.replyDelayMs, now),\n",
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
]
