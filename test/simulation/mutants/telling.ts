import type { Mutant } from './mutant.ts'

const inbound = 'shared/rules/inbound-sms.ts'

/** Defects in how the texts and calls that a phone forwards are read. */
export const tellingMutants: readonly Mutant[] = [
  {
    name: 'time of the phone ignored',
    breaks: 'A text that a phone kept for days is answered when it tells.',
    edits: [
      {
        file: inbound,
        find: 'const { receivedAt } = receipt.safeParse(json).data ?? {}',
        replace: 'const { receivedAt } = receipt.safeParse(undefined).data ?? {}',
      },
    ],
    foundBy: ['I5 owed', 'opt-out: a year', 'opt-out: ended'],
  },
  {
    name: 'time of the phone believed',
    breaks: 'A phone whose clock is fast gives out texts of the future: a STOP of theirs outlives its year.',
    edits: [
      {
        file: inbound,
        find: 'Math.min(publishedAt, Date.parse(receivedAt))',
        replace: 'Date.parse(receivedAt)',
      },
    ],
    foundBy: ['opt-out: a year', 'opt-out: ended', 'I5 owed'],
  },
  {
    name: 'call taken for malformed',
    breaks: 'Who calls is not answered.',
    edits: [
      {
        file: inbound,
        find: 'messageBody: z.string().check(z.maxLength',
        replace: 'messageBody: z.string().check(z.minLength(1), z.maxLength',
      },
    ],
    foundBy: ['I5 silence', 'I8'],
  },
]
