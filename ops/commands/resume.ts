import { Command } from '@commander-js/extra-typings'

import type { CommandContext } from '../command-context.ts'
import { countWaiting, describeOutlook, type Outlook, readOutlook, resumeSending } from '../sending.ts'

export const resumeCommand = (context: CommandContext) =>
  new Command('resume').description('goes on sending').action(async () => {
    const deployment = await context.open()
    const before = await readOutlook(deployment)
    const after = { ...before, paused: false }
    await context.confirm(deployment, `If you resume: ${describeOutlook(after)}\nGo on sending?`)
    if (before.paused) await resumeSending(deployment)
    context.report({ wasPaused: before.paused, ...after }, print)
  })

/** The question to the operator has already described what happens to the replies. */
const print = ({ wasPaused, ...waiting }: Outlook & { readonly wasPaused: boolean }): string =>
  `${wasPaused ? 'It goes on, within a minute' : 'It was not paused'}: ${countWaiting(waiting)}.`
