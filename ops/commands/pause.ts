import { Command } from '@commander-js/extra-typings'
import type { CommandContext } from '../command-context.ts'
import { describeOutlook, lookAhead, mailedAfter, pauseSending } from '../sending.ts'

export const pauseCommand = (context: CommandContext) =>
  new Command('pause')
    .description('stops all sending; texts are still decided and booked, and replies stay queued')
    .action(async () => {
      const stack = await context.find()
      await context.confirm(stack, `Stop all sending? ${mailedAfter}`)
      // Nothing is read before the pause, and what can't be read after it is no failure: sending has stopped.
      await pauseSending(stack)
      context.tell('Paused, within a minute.')
      const outlook = await lookAhead(() => context.open(stack))
      context.report({ ...outlook, paused: true }, (found) =>
        'unread' in found ? `What is queued could not be read: ${found.unread}` : describeOutlook(found),
      )
    })
