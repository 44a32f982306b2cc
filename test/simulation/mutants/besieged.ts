import type { Mutant } from './mutant.ts'

const siege = 'shared/rules/siege.ts'
const budget = 'shared/rules/budget.ts'
const evenShare = 'shared/rules/even-share.ts'
const reserveReply = 'functions/receive-sms/reserve-reply.ts'
const earlierDelivery = 'functions/receive-sms/earlier-delivery.ts'

/** Defects of how a siege hands out what is left. */
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
      { file: earlierDelivery, find: "import { wholeBudget } from '../../shared/rules/budget.ts'\n", replace: '' },
      {
        file: earlierDelivery,
        find: "import { screen } from '../../shared/rules/screen.ts'",
        replace:
          "import { screen } from '../../shared/rules/screen.ts'\nimport { quotasFor } from '../../shared/rules/siege.ts'",
      },
      {
        file: earlierDelivery,
        find: 'quotas: [wholeBudget]',
        replace: "quotas: quotasFor('new', receiver.config.replyDelayMs, receiver.now())",
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
        file: reserveReply,
        find: 'const nowBlocked = texts.length >= config.block.after',
        replace: 'const nowBlocked = texts.length > 0',
      },
    ],
    foundBy: ['limits: block'],
  },
  {
    name: 'STOP of somebody turned away ignored',
    breaks: 'A process that had no room for a sender does not hear that he opts out.',
    edits: [{ file: reserveReply, find: ' || keywordOf(text.sms.text) !== undefined', replace: '' }],
    foundBy: ['opt-out: decided'],
  },
  {
    name: 'turned away though there is room',
    breaks: 'Who was told no gets the same answer when there is room again.',
    edits: [
      {
        file: reserveReply,
        find: 'if (obstacle === undefined || turnedAway(receiver, text, record, obstacle) !== record) return undefined',
        replace: "if (obstacle === undefined) return 'over-budget'",
      },
    ],
    foundBy: ['I5 silence'],
  },
]
