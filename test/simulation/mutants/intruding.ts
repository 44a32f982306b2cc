import type { Mutant } from './mutant.ts'

const signedReply = 'shared/adapters/signed-reply.ts'
const handler = 'functions/send-reply/handler.ts'
const outcome = 'functions/send-reply/outcome.ts'

/** Defects in the protection of the replies queue against intruders, and in what an operator cancels. */
export const intrudingMutants: readonly Mutant[] = [
  {
    name: 'signature not looked at',
    breaks: 'Whatever has a signature is sent.',
    edits: [{ file: signedReply, find: 'if (!isMacOf(key, reply, mac)) return undefined', replace: '' }],
    foundBy: ['forged'],
  },
  {
    name: 'unsigned for ever',
    breaks: 'A reply without a signature is sent, however long ago the version was deployed that signs.',
    edits: [{ file: signedReply, find: 'now() < unsignedUntil ? read : undefined', replace: 'read' }],
    foundBy: ['forged'],
  },
  {
    name: 'cancelled reply sent',
    breaks: 'A reply is sent that an operator has cancelled.',
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
    name: 'cancelled reply not counted',
    breaks: 'Nobody counts a reply that an operator has cancelled.',
    edits: [{ file: outcome, find: 'claim.uncounted ?', replace: 'claim.uncounted && dispatcher.now() < 0 ?' }],
    foundBy: ['I7 cancelled, counted'],
  },
]
