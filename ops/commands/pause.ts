import { Command } from '@commander-js/extra-typings'

import type { CommandContext } from '../command-context.ts'
import { describeOutlook, type Outlook, readOutlook } from '../outlook.ts'
import { isPaused, setSendingEnabled } from '../sending.ts'

export const pauseCommand = (context: CommandContext) =>
  new Command('pause')
    .description('stops all sending; texts are still decided and booked, and replies wait')
    .action(async () => {
      const deployment = await context.open()
      await context.confirm(deployment, 'Stop all sending?')
      const wasPaused = await isPaused(deployment)
      if (!wasPaused) await setSendingEnabled(deployment, false)
      // The outlook is read only after the pause, because a read that fails must not prevent it.
      context.report({ wasPaused, ...(await readOutlook(deployment)), paused: true }, print)
    })

const print = (outlook: Outlook & { readonly wasPaused: boolean }): string =>
  [outlook.wasPaused ? 'It was paused already.' : 'Paused, within a minute.', describeOutlook(outlook)].join('\n')
