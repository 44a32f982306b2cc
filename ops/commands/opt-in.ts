import { Command } from '@commander-js/extra-typings'
import { operatorLanguageOf } from '../../settings/operators.ts'
import { type CommandContext, senderArgument } from '../command-context.ts'
import { senderWords } from '../sender-words.ts'
import { openSenders, senderKeyOf, withinAMinute } from '../senders.ts'
import { joined } from '../words.ts'

export const optInCommand = (context: CommandContext) =>
  new Command('opt-in')
    .description('lifts the opt-out of a sender who asks for that, which a START does for ten minutes only')
    .addArgument(senderArgument())
    .action(async (argument) => {
      const number = await context.number(argument)
      const deployment = await context.open()
      const words = senderWords[operatorLanguageOf(deployment.settings)]
      await context.confirm(deployment, `${words.holdsNumber} ${words.mayOptIn}`)
      const senderKey = await senderKeyOf(deployment, number)
      const senders = openSenders(deployment)
      const wasOptedOut = (await senders.load(senderKey)).optedOutUntil > deployment.now()
      if (wasOptedOut) await senders.change(senderKey, (record) => ({ ...record, optedOutUntil: 0, optedOutSince: 0 }))
      context.report({ wasOptedOut }, () =>
        wasOptedOut
          ? joined([{ en: 'Not opted out any more', fr: 'Plus désinscrit' }, withinAMinute])
          : { en: 'This sender had not opted out.', fr: 'Cet expéditeur n’était pas désinscrit.' },
      )
    })
