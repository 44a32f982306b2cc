import { Command } from '@commander-js/extra-typings'
import { type CommandContext, senderArgument } from '../command-context.ts'
import { openSenders, senderKeyOf, withinAMinute } from '../senders.ts'
import { joined } from '../words.ts'

export const unblockCommand = (context: CommandContext) =>
  new Command('unblock')
    .description('lifts the block of a sender')
    .addArgument(senderArgument())
    .action(async (argument) => {
      const number = await context.number(argument)
      const deployment = await context.open()
      await context.confirm(deployment, {
        en: 'Lift the block of this sender?',
        fr: 'Lever le blocage de cet expéditeur\u202f?',
      })
      const senderKey = await senderKeyOf(deployment, number)
      const senders = openSenders(deployment)
      const wasBlocked = (await senders.load(senderKey)).blockedUntil > deployment.now()
      if (wasBlocked) await senders.change(senderKey, (record) => ({ ...record, blockedUntil: 0, strikes: 0 }))
      context.report({ wasBlocked }, () =>
        wasBlocked
          ? joined([{ en: 'Not blocked any more', fr: 'Plus bloqué' }, withinAMinute])
          : { en: 'This sender was not blocked.', fr: 'Cet expéditeur n’était pas bloqué.' },
      )
    })
