import { Command } from '@commander-js/extra-typings'

import { type CommandContext, senderArgument } from '../command-context.ts'
import { openSenders, senderKeyOf } from '../senders.ts'

export const optInCommand = (context: CommandContext) =>
  new Command('opt-in')
    .description('lifts the opt-out of a sender who asks for that, which a START does for ten minutes only')
    .addArgument(senderArgument())
    .action(async (argument) => {
      const number = await context.number(argument)
      const deployment = await context.open()
      await context.confirm(
        deployment,
        'Have you seen that whoever asks for this holds the number, for instance by a text from it? Lift the opt-out of this sender?',
      )
      const senderKey = await senderKeyOf(deployment, number)
      const senders = openSenders(deployment)
      const wasOptedOut = (await senders.load(senderKey)).optedOutUntil > deployment.now()
      if (wasOptedOut) await senders.change(senderKey, (record) => ({ ...record, optedOutUntil: 0, optedOutSince: 0 }))
      const lifted = 'Not opted out any more; functions that run honour it within a minute.'
      context.report({ wasOptedOut }, () => (wasOptedOut ? lifted : 'This sender had not opted out.'))
    })
