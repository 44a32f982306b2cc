import { Command } from '@commander-js/extra-typings'

import { type CommandContext, senderArgument } from '../command-context.ts'
import {
  assertAllSeen,
  deleteDeadLetters,
  describeDeadLetters,
  type SenderDeadLetters,
} from '../dead-letters-of-sender.ts'
import type { Deployment } from '../deployment.ts'
import { describeQueued, queuedUntil } from '../queues.ts'
import { openSenders, senderKeyOf } from '../senders.ts'
import { momentOf } from '../words.ts'

/** What was deleted of a sender besides their record, and what is left. */
type Forgotten = {
  readonly deadLetters: SenderDeadLetters
  readonly optedOutUntil?: string
  /** Until when queued messages, which nobody can read, may be about the sender. */
  readonly onTheWayUntil: string
}

export const forgetCommand = (context: CommandContext) =>
  new Command('forget')
    .description('erases the record of a sender (GDPR, article 17), but for an opt-out, and deletes their dead letters')
    .addArgument(senderArgument())
    .addHelpText(
      'after',
      '\nA reply that waits is dropped when it comes up. A block is erased too: whoever texts again is a new sender.',
    )
    .action(async (argument) => {
      const number = await context.number(argument)
      const deployment = await context.open()
      await context.confirm(
        deployment,
        'Have you seen that whoever asks for this holds the number, for instance by a text from it? Forget this sender, dead letters too?',
      )
      const forgotten = await forget(deployment, number)
      context.report(forgotten, print)
      assertAllSeen(forgotten.deadLetters)
    })

/** Deletes the record last, so that a sender of whom something is left elsewhere doesn't look forgotten. */
const forget = async (deployment: Deployment, number: string): Promise<Forgotten> => {
  const senderKey = await senderKeyOf(deployment, number)
  const deadLetters = await deleteDeadLetters(deployment, number)
  const { optedOutUntil } = await openSenders(deployment).forget(senderKey)
  return {
    deadLetters,
    ...(optedOutUntil !== 0 && { optedOutUntil: new Date(optedOutUntil).toISOString() }),
    onTheWayUntil: queuedUntil(deployment),
  }
}

const print = ({ deadLetters, optedOutUntil, onTheWayUntil }: Forgotten): string =>
  [
    `${deadLetters.unseen === 0 ? 'Forgotten' : 'Erased from the table'}. A reply that waits is dropped when it comes up, and goes with the number that it carries.`,
    describeDeadLetters(deadLetters),
    `${describeQueued(onTheWayUntil)} A text among them counts as a new sender's.`,
    ...(optedOutUntil === undefined
      ? []
      : [`The opt-out is kept until ${momentOf(optedOutUntil)}: to forget it would be to undo it.`]),
  ].join('\n')
