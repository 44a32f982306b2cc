import { Command } from '@commander-js/extra-typings'
import { type CommandContext, senderArgument } from '../command-context.ts'
import { openSenders, senderKeyOf } from '../senders.ts'

export const unblockCommand = (context: CommandContext) =>
  new Command('unblock')
    .description('lifts the block of a sender')
    .addArgument(senderArgument())
    .action(async (argument) => {
      const number = await context.number(argument)
      const deployment = await context.open()
      await context.confirm(deployment, 'Lift the block of this sender?')
      const senderKey = await senderKeyOf(deployment, number)
      const senders = openSenders(deployment)
      const wasBlocked = (await senders.load(senderKey)).blockedUntil > deployment.now()
      if (wasBlocked) await senders.change(senderKey, (record) => ({ ...record, blockedUntil: 0, strikes: 0 }))
      const lifted = 'Not blocked any more; functions that run honour it within a minute.'
      context.report({ wasBlocked }, () => (wasBlocked ? lifted : 'This sender was not blocked.'))
    })
