import { Command } from '@commander-js/extra-typings'

import { type CommandContext, senderArgument } from '../command-context.ts'
import type { Deployment } from '../deployment.ts'
import { openSenders, senderKeyOf } from '../senders.ts'

export const unblockCommand = (context: CommandContext) =>
  new Command('unblock')
    .description('lifts the block of a sender')
    .addArgument(senderArgument())
    .action(async (argument) => {
      const number = await context.number(argument)
      const deployment = await context.open()
      await context.confirm(deployment, 'Lift the block of this sender?')
      context.report(await unblock(deployment, number), print)
    })

const unblock = async (deployment: Deployment, number: string): Promise<{ readonly wasBlocked: boolean }> => {
  const senderKey = await senderKeyOf(deployment, number)
  const senders = openSenders(deployment)
  if ((await senders.load(senderKey)).blockedUntil <= deployment.now()) return { wasBlocked: false }
  await senders.change(senderKey, (record) => ({ ...record, blockedUntil: 0, strikes: 0 }))
  return { wasBlocked: true }
}

const print = ({ wasBlocked }: { readonly wasBlocked: boolean }): string =>
  wasBlocked ? 'Not blocked any more; functions that run honour it within a minute.' : 'This sender was not blocked.'
