import { Command } from '@commander-js/extra-typings'
import type { CommandContext } from '../command-context.ts'
import { countQueued, describeOutlook, isPaused, lookAhead, type Outlook, resumeSending } from '../sending.ts'

export const resumeCommand = (context: CommandContext) =>
  new Command('resume').description('goes on sending').action(async () => {
    const stack = await context.find()
    const [wasPaused, outlook] = await Promise.all([isPaused(stack), lookAhead(() => context.open(stack))])
    const after = { ...outlook, paused: false }
    const what = 'unread' in after ? `what is queued could not be read: ${after.unread}` : describeOutlook(after)
    if (wasPaused) {
      await context.confirm(stack, `If you resume: ${what}\nGo on sending?`)
      await resumeSending(stack)
    }
    context.report({ wasPaused, ...after }, print)
  })

type Resumed = { readonly wasPaused: boolean } & (Outlook | { readonly unread: string })

/** The question to the operator has already described what happens to the replies. */
const print = ({ wasPaused, ...queued }: Resumed): string =>
  `${wasPaused ? 'It goes on, within a minute' : 'It was not paused'}${'unread' in queued ? '' : `: ${countQueued(queued)}`}.`
