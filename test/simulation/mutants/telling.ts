import type { Mutant } from './mutant.ts'

const inbound = 'shared/rules/inbound-sms.ts'

/** Defects in how the texts and calls that a phone forwards are parsed. */
export const tellingMutants: readonly Mutant[] = [
  {
    name: 'phone timestamp ignored',
    breaks:
      'A text is dated by when the phone forwarded it instead of when the phone received it, so a text that is days old is answered.',
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
    name: 'future phone timestamp accepted',
    breaks: 'A phone whose clock is fast dates texts in the future, so a STOP among them lasts longer than a year.',
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
    name: 'call rejected as malformed',
    breaks: 'A call, which is forwarded as an empty text, is rejected as malformed and gets no reply.',
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
