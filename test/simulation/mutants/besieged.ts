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
    edits: [{ file: siege, find: 'number: numberAt(now)', replace: 'number: 0' }],
    foundBy: ['rush: open'],
  },
  {
    name: 'time window removed by a fast clock',
    breaks: 'A process whose clock is fast removes the counter of a window that slower processes still book in.',
    edits: [{ file: siege, find: 'open: numberAt(now - clockSkewMs)', replace: 'open: numberAt(now) - 1' }],
    foundBy: ['rush: kept'],
  },
  {
    name: 'rush in a backlog not seen',
    breaks: 'All texts that were held up count as sent alone, so a flood during an outage uses up the next day.',
    edits: [{ file: siege, find: "heldUp === 'in a rush'", replace: 'false' }],
    foundBy: ['backlog: few'],
  },
  {
    name: 'backlog judged as one rush',
    breaks:
      'Texts that were held up take the places of those that come now, so half of what came in an outage gets silence.',
    edits: [
      {
        file: siege,
        find: 'window: isHeldUp ? undefined : windowFor(as, budget, now)',
        replace: 'window: windowFor(as, budget, now)',
      },
    ],
    foundBy: ['backlog: aside'],
  },
  {
    name: 'alarm for the hour alone',
    breaks: 'Nothing rings when half of a day is booked so evenly that no hour is half booked.',
    edits: [
      {
        file: 'functions/receive-sms/book-reply.ts',
        find: ' || isBesieged(booking.partsInDay, day)',
        replace: '',
      },
    ],
    foundBy: ['siege: alarm'],
  },
  {
    name: 'alarm for a single text',
    breaks: 'One honest text rings the alarm of a number with a small budget.',
    edits: [{ file: siege, find: 'Math.max(2, limit * siegeShare)', replace: 'limit * siegeShare' }],
    foundBy: ['siege: alarm'],
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
        find: 'lentParts(laterShare[as] * Math.min(even, (limits.day * hour) / day), hourStart)',
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
