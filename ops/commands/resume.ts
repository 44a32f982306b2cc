import { Command } from '@commander-js/extra-typings'

import type { CommandContext } from '../command-context.ts'
import { describeOutlook, lookAhead, type Outlook } from '../outlook.ts'
import { feed } from '../sending.ts'

export const resumeCommand = (context: CommandContext) =>
  new Command('resume').description('goes on sending').action(async () => {
    const deployment = await context.open()
    const before = await lookAhead(deployment)
    await context.confirm(deployment, `${describeOutlook(before)}\nGo on sending?`)
    if (before.paused) await feed(deployment, true)
    context.report({ wasPaused: before.paused, ...before, paused: false }, print)
  })

const print = (outlook: Outlook & { readonly wasPaused: boolean }): string =>
  [outlook.wasPaused ? 'It goes on, within a minute.' : 'It was not paused.', describeOutlook(outlook)].join('\n')
