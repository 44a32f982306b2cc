import { Command } from '@commander-js/extra-typings'
import type { CommandContext } from '../command-context.ts'
import { describeOutlook, lookAhead, mailedAfter, pauseSending } from '../sending.ts'

export const pauseCommand = (context: CommandContext) =>
  new Command('pause')
    .description('stops all sending; texts are still decided and booked, and replies stay queued')
    .action(async () => {
      const stack = await context.find()
      const question = {
        en: `Stop all sending? ${mailedAfter.en}`,
        fr: `Suspendre tout envoi\u202f? ${mailedAfter.fr}`,
      }
      await context.confirm(stack, question)
      // Nothing is read before the pause, and what can't be read after it is no failure: sending has stopped.
      await pauseSending(stack)
      context.tell({ en: 'Paused, within a minute.', fr: 'Suspendu, d’ici une minute.' })
      const outlook = await lookAhead(() => context.open(stack))
      context.report({ ...outlook, paused: true }, describeOutlook)
    })
