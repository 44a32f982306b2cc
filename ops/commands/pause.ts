import { Command } from '@commander-js/extra-typings'

import type { CommandContext } from '../command-context.ts'
import type { Deployment } from '../deployment.ts'
import { sentenceAbout } from '../explain.ts'
import { describeOutlook, type Outlook, pauseSending, readOutlook } from '../sending.ts'

export const pauseCommand = (context: CommandContext) =>
  new Command('pause')
    .description('stops all sending; texts are still decided and booked, and replies wait')
    .action(async () => {
      const deployment = await context.open()
      await context.confirm(deployment, 'Stop all sending?')
      // Nothing is read before the pause, and what can't be read after it is no failure: sending has stopped.
      await pauseSending(deployment)
      context.tell('Paused, within a minute.')
      context.report({ paused: true, ...(await look(deployment)) }, (found) =>
        'unread' in found ? `What waits could not be read: ${found.unread}` : describeOutlook(found),
      )
    })

const look = async (deployment: Deployment): Promise<Outlook | { readonly unread: string }> => {
  try {
    return { ...(await readOutlook(deployment)), paused: true }
  } catch (error) {
    return { unread: sentenceAbout(error) }
  }
}
