import { Command } from '@commander-js/extra-typings'
import { operatorLanguageOf } from '../../settings/operators.ts'
import type { Operations } from '../carrier.ts'
import { type CommandContext, senderArgument } from '../command-context.ts'
import { assertAllSeen, describeDeadLetters, searchDeadLetters } from '../dead-letters-of-sender.ts'
import type { Deployment } from '../deployment.ts'
import { queuedUntil } from '../queues.ts'
import { type SenderWords, senderWords } from '../sender-words.ts'
import { openSenders, senderKeyOf } from '../senders.ts'
import { momentOf } from '../words.ts'

export const forgetCommand = (context: CommandContext, operations: Operations) =>
  new Command('forget')
    .description('erases the record of a sender (GDPR, article 17), but for an opt-out, and deletes their dead letters')
    .addArgument(senderArgument())
    .addHelpText(
      'after',
      '\nA queued reply is dropped when it comes up. A block is erased too: whoever texts again is a new sender.',
    )
    .action(async (argument) => {
      const number = await context.number(argument)
      const deployment = await context.open()
      const words = senderWords[operatorLanguageOf(deployment.settings)]
      await context.confirm(deployment, `${words.holdsNumber} ${words.mayForget}`)
      const forgotten = await forget(deployment, operations, number)
      context.report(forgotten, (found) => print(found, words))
      assertAllSeen(forgotten.deadLetters, words)
    })

/** Deletes the record last, so that a sender of whom something is left elsewhere doesn't look forgotten. */
const forget = async (deployment: Deployment, operations: Operations, number: string) => {
  const senderKey = await senderKeyOf(deployment, number)
  const deadLetters = await searchDeadLetters(deployment, operations, number, 'delete')
  const left = await openSenders(deployment).forget(senderKey)
  const { texts, replies, reports } = deadLetters
  const optedOutUntil = left?.optedOutUntil ?? 0
  return {
    known: left !== undefined || texts + replies + reports > 0,
    deadLetters,
    ...(optedOutUntil !== 0 && { optedOutUntil: new Date(optedOutUntil).toISOString() }),
    onTheWayUntil: queuedUntil(deployment),
  }
}

type Forgotten = Awaited<ReturnType<typeof forget>>

const print = ({ known, deadLetters, optedOutUntil, onTheWayUntil }: Forgotten, words: SenderWords): string => {
  const done = deadLetters.unseen === 0 ? words.forgotten : words.erased
  return [
    known ? `${done} ${words.waitingReply}` : words.unknown,
    describeDeadLetters(deadLetters, words),
    `${words.queued(momentOf(onTheWayUntil))} ${words.newSender}`,
    ...(optedOutUntil === undefined ? [] : [words.optOutKept(momentOf(optedOutUntil))]),
  ].join('\n')
}
