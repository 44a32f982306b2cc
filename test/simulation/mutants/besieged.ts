import type { Mutant } from './mutant.ts'

const siege = 'shared/rules/siege.ts'
const budget = 'shared/rules/budget.ts'
const evenShare = 'shared/rules/even-share.ts'
const plan = 'shared/rules/plan.ts'
const silence = 'functions/receive-sms/silence.ts'
const earlierDelivery = 'functions/receive-sms/earlier-delivery.ts'

/** Defects in how the remaining budget is rationed during a siege, and in what happens to senders for whom there is no room. */
export const siegeMutants: readonly Mutant[] = [
  {
    name: 'time window that never ends',
    breaks:
      'The first three bookings of newcomers in a month fill its only time window, so all later newcomers count as part of a rush.',
    edits: [{ file: siege, find: 'number: Math.floor(now / lastsMs)', replace: 'number: 0' }],
    foundBy: ['rush: open'],
  },
  {
    name: 'bookings not counted in their time window',
    breaks: 'No time window ever fills up, so a rush of newcomers is never detected.',
    edits: [{ file: budget, find: '...(window && { window: [nameOf(window), window.most] }),', replace: '' }],
    foundBy: ['rush: few'],
  },
  {
    name: 'redelivery counted in a time window',
    breaks: 'A redelivered text that is booked again takes up a place meant for a newcomer in the time window.',
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
    breaks:
      'Even if bookings are ahead of the calendar, the rest of the month’s budget is not spread over the remaining days.',
    edits: [{ file: evenShare, find: 'monthAhead(limits, hourStart, counters) <= 0', replace: 'booked > 0' }],
    foundBy: ['month: rationed'],
  },
  {
    name: 'later hours not rationed',
    breaks: 'A later hour accepts as many parts as a whole day, so a siege uses up the budget of the following day.',
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
    name: 'block after one text without room',
    breaks: 'A sender is blocked after a single text that finds no room, instead of after the configured number.',
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
    name: 'turned away despite available room',
    breaks: 'A process that has turned a sender away goes on doing so even though there is room again.',
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
