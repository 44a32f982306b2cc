import { Command } from '@commander-js/extra-typings'
import { Refusal } from '../../settings/refusal.ts'
import { type CommandContext, parseDuration, senderArgument } from '../command-context.ts'
import type { Deployment } from '../deployment.ts'
import { openSenders, senderKeyOf } from '../senders.ts'
import { isoOf, momentOf } from '../words.ts'

export const blockCommand = (context: CommandContext) =>
  new Command('block')
    .description('has a sender get nothing for a while')
    .addArgument(senderArgument())
    .option('--for <time>', 'how long, such as 12h or 30d; as long as settings say, if not given', parseDuration)
    .action(async (argument, { for: forMs }) => {
      const number = await context.number(argument)
      const deployment = await context.open()
      // Lines on other networks have a prefix before their number.
      if (deployment.lineNumbers.some((line) => line.endsWith(number)))
        throw new Refusal('That number is a line of this stage, and nobody blocked.')
      const blockedUntil = deployment.now() + (forMs ?? deployment.settings.block.for)
      await context.confirm(
        deployment,
        `Block this sender until ${momentOf(blockedUntil)}? A queued reply is sent, unless you forget the sender.`,
      )
      context.report(await block(deployment, number, blockedUntil), print)
    })

/** A longer block stays as it is: only unblock ends one sooner. */
const block = async (deployment: Deployment, number: string, until: number) => {
  const senderKey = await senderKeyOf(deployment, number)
  const { blockedUntil } = await openSenders(deployment).change(senderKey, (record) =>
    record.blockedUntil >= until ? record : { ...record, blockedUntil: until, blockedByHandUntil: until },
  )
  return { blockedUntil: isoOf(blockedUntil) }
}

const print = ({ blockedUntil }: { readonly blockedUntil: string }): string =>
  `Blocked until ${momentOf(blockedUntil)}; functions that run honour it within a minute.`
