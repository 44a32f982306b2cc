import type { Mutant } from './mutant.ts'

const signedReply = 'shared/adapters/signed-reply.ts'
const handler = 'functions/send-reply/handler.ts'
const outcome = 'functions/send-reply/outcome.ts'

/** Defects in how forged messages in the replies queue are rejected, and in how an operator's cancellations are respected. */
export const intrudingMutants: readonly Mutant[] = [
  {
    name: 'signature not verified',
    breaks: 'A reply with an invalid signature is sent.',
    edits: [{ file: signedReply, find: "if (!isMacOf(key, reply, mac)) return 'forged'", replace: '' }],
    foundBy: ['forged'],
  },
  {
    name: 'unsigned replies accepted',
    breaks: 'A reply without a signature is sent.',
    edits: [
      {
        file: signedReply,
        find: "    if (typeof mac !== 'string') return 'forged'\n",
        replace: '',
      },
      {
        file: signedReply,
        find: "if (!isMacOf(key, reply, mac)) return 'forged'",
        replace: "if (typeof mac === 'string' && !isMacOf(key, reply, mac)) return 'forged'",
      },
    ],
    foundBy: ['forged'],
  },
  {
    name: 'other keys waited for forever',
    breaks: 'A reply that is signed with another key waits until it becomes a dead letter.',
    edits: [{ file: handler, find: 'if (age > longestDeploymentMs)', replace: 'if (age < 0)' }],
    foundBy: ['forged'],
  },
  {
    name: 'other keys not waited for',
    breaks: 'A reply that is signed with a key which send-reply is about to get is dropped as forged.',
    edits: [{ file: handler, find: 'if (age > longestDeploymentMs)', replace: 'if (age >= 0)' }],
    foundBy: ['forged'],
  },
  {
    name: 'notes of bookings believed',
    breaks: 'A note in a sender’s record counts as a booking, also if the functions have not signed it.',
    edits: [
      {
        file: 'shared/adapters/booking-notes.ts',
        find: 'return given.length === macBytes && timingSafeEqual',
        replace: 'return given.length >= 0 || timingSafeEqual',
      },
    ],
    foundBy: ['I4 booking', 'I5 not early', 'I3'],
  },
  {
    name: 'alias not kept',
    breaks: 'The alias of a person’s id is forgotten before what it leads to, so a STOP no longer holds for the id.',
    edits: [
      {
        file: 'functions/receive-sms/receiver.ts',
        find: 'await withLastingAlias(senders, senderKey, record, expiresAt)',
        replace: 'expiresAt < 0 ? await withLastingAlias(senders, senderKey, record, expiresAt) : record',
      },
    ],
    foundBy: ['opt-out: names'],
  },
  {
    name: 'cancelled reply sent',
    breaks: 'A reply that an operator has cancelled is sent.',
    edits: [
      {
        file: handler,
        find: 'claim.token === token ? publish',
        replace: 'claim.token === token || claim.uncounted ? publish',
      },
    ],
    foundBy: ['I4 claim', 'I7 honest'],
  },
  {
    name: 'cancellation not counted',
    breaks: 'A reply that an operator has cancelled is not counted as cancelled.',
    edits: [{ file: outcome, find: 'claim.uncounted ?', replace: 'claim.uncounted && dispatcher.now() < 0 ?' }],
    foundBy: ['I7 cancelled, counted'],
  },
]
