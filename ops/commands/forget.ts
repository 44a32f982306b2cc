import { Command } from '@commander-js/extra-typings'

import { senderArgument } from '../arguments.ts'
import type { Deployment } from '../deployment.ts'
import type { Desk } from '../desk.ts'
import { senderKeyOf } from '../pepper.ts'
import { openSenders } from '../senders.ts'
import { momentOf } from '../words.ts'

/** What is left of a sender. */
type Left = { readonly optedOutUntil?: string }

export const forgetCommand = (desk: Desk) =>
  new Command('forget')
    .description('erases what is known of a sender (GDPR, article 17), but for an opt-out')
    .addArgument(senderArgument())
    .addHelpText(
      'after',
      '\nA reply that waits is dropped when it comes up. A block is erased too: who texts again is a new sender.',
    )
    .action(async (argument) => {
      const number = await desk.number(argument)
      const deployment = await desk.open()
      await desk.confirm(
        deployment,
        'Have you seen that whoever asks for this holds the number, for instance by a text from it? Forget this sender?',
      )
      desk.report(await forget(deployment, number), print)
    })

const forget = async (deployment: Deployment, number: string): Promise<Left> => {
  const senderKey = await senderKeyOf(deployment, number)
  const { optedOutUntil } = await openSenders(deployment).forget(senderKey)
  return optedOutUntil === 0 ? {} : { optedOutUntil: new Date(optedOutUntil).toISOString() }
}

const print = ({ optedOutUntil }: Left): string =>
  [
    'Forgotten. A reply that waits is dropped when it comes up, and goes with the number that it carries.',
    ...(optedOutUntil === undefined
      ? []
      : [`The opt-out is kept until ${momentOf(optedOutUntil)}: to forget it would be to undo it.`]),
  ].join('\n')
