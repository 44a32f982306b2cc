import { Command } from '@commander-js/extra-typings'
import type { CommandContext } from '../command-context.ts'
import { countQueued, describeOutlook, isPaused, lookAhead, resumeSending } from '../sending.ts'

export const resumeCommand = (context: CommandContext) =>
  new Command('resume').description('goes on sending').action(async () => {
    const stack = await context.find()
    const [wasPaused, outlook] = await Promise.all([isPaused(stack), lookAhead(() => context.open(stack))])
    const after = { ...outlook, paused: false }
    if (wasPaused) {
      const what = describeOutlook(after)
      await context.confirm(stack, {
        en: `If you resume: ${what.en}\nGo on sending?`,
        fr: `Si vous reprenez\u00a0: ${what.fr}\nReprendre l’envoi\u202f?`,
      })
      await resumeSending(stack)
    }
    context.report({ wasPaused, ...after }, print)
  })

/** The question to the operator has already described what happens to the replies. */
const print = ({ wasPaused, ...queued }: { readonly wasPaused: boolean } & Awaited<ReturnType<typeof lookAhead>>) => {
  const said = wasPaused ? resumed : notPaused
  if ('unread' in queued) return { en: `${said.en}.`, fr: `${said.fr}.` }
  const count = countQueued(queued)
  return { en: `${said.en}: ${count.en}.`, fr: `${said.fr}\u00a0: ${count.fr}.` }
}

const resumed = { en: 'It goes on, within a minute', fr: 'L’envoi reprend, d’ici une minute' }
const notPaused = { en: 'It was not paused', fr: 'Il n’était pas suspendu' }
