import { Command } from '@commander-js/extra-typings'

import { type CommandContext, parseDuration, senderArgument } from '../command-context.ts'
import type { Deployment } from '../deployment.ts'
import { openSenders, senderKeyOf } from '../senders.ts'
import { momentOf } from '../words.ts'

export const blockCommand = (context: CommandContext) =>
  new Command('block')
    .description('has a sender get nothing for a while')
    .addArgument(senderArgument())
    .option('--for <time>', 'how long, such as 12h or 30d; as long as settings say, if not given', parseDuration)
    .addHelpText('after', '\nA reply that waits already is still sent: forget the sender first, and it is dropped.')
    .action(async (argument, { for: forMs }) => {
      const number = await context.number(argument)
      const deployment = await context.open()
      const blockedUntil = deployment.now() + (forMs ?? deployment.settings.block.for)
      await context.confirm(deployment, `Block this sender until ${momentOf(blockedUntil)}?`)
      context.report(await block(deployment, number, blockedUntil), print)
    })

const block = async (deployment: Deployment, number: string, blockedUntil: number) => {
  const senderKey = await senderKeyOf(deployment, number)
  await openSenders(deployment).change(senderKey, (record) => ({
    ...record,
    blockedUntil,
    blockedByHandUntil: blockedUntil,
  }))
  return { blockedUntil: new Date(blockedUntil).toISOString() }
}

const print = ({ blockedUntil }: { readonly blockedUntil: string }): string =>
  `Blocked until ${momentOf(blockedUntil)}; functions that run honour it within a minute.`
