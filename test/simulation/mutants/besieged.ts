import type { Mutant } from './mutant.ts'

const siege = 'shared/rules/siege.ts'
const standing = 'shared/rules/standing.ts'

/** Defects of how a siege hands out what is left. */
export const siegeMutants: readonly Mutant[] = [
  {
    name: 'ration beyond the budget',
    breaks: 'In a siege an hour is handed out twice.',
    edits: [{ file: siege, find: 'hour: Math.ceil(share * ', replace: 'hour: Math.ceil(2 * share * ' }],
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
    edits: [{ file: siege, find: 'return isEarly ? 0 : siegeShare', replace: 'return 0' }],
    foundBy: ['I5 silence'],
  },
  {
    name: 'hour at hand taken for a later one',
    breaks: 'Who texts so that the reply would be due in the last seconds of an hour is held back without a siege.',
    edits: [{ file: siege, find: 'firstHourFor(now + delayMs.max, budget)', replace: 'now + delayMs.max' }],
    foundBy: ['I5 silence'],
  },
  {
    name: 'held back again and again',
    breaks: 'In a siege each text of a sender is put on record.',
    edits: [
      {
        file: standing,
        find: 'isHeldBack(record, sentAt) ? record : { ...record, heldBackAt: sentAt }',
        replace: '({ ...record, heldBackAt: sentAt })',
      },
    ],
    foundBy: ['limits: strike'],
  },
]
