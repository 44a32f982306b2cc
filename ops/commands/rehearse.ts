import { Command } from '@commander-js/extra-typings'
import { Refusal } from '../../settings/refusal.ts'
import { minute, second } from '../../shared/rules/timing.ts'
import type { Operations } from '../carrier.ts'
import type { CommandContext } from '../command-context.ts'
import type { Deployment } from '../deployment.ts'
import type { Rehearsal, Shown, Step } from '../rehearsal/rehearsal.ts'
import { isPaused } from '../sending.ts'
import { asJson, sharedRehearsal } from '../share.ts'
import { table } from '../words.ts'

export const rehearseCommand = (context: CommandContext, operations: Operations) =>
  new Command('rehearse')
    .description("has AWS's simulator numbers text a stage, and proves the promises by what AWS reports")
    .addHelpText(
      'after',
      "\nFor a stage that takes seconds, as rehearsal does. It texts AWS's simulator numbers, at the usual price.",
    )
    .option('--share', 'print what an issue may say instead: no number, text, address or name is in it', false)
    .action(async ({ share }) => {
      const deployment = await context.open()
      assertQuickReplies(deployment)
      if (await isPaused(deployment))
        throw new Refusal(
          `Sending of ${deployment.stage} is paused, so nothing would be answered: resume, then rehearse.`,
        )
      const rehearsal = rehearsalOf(deployment, operations)
      await context.confirm(deployment, rehearsal.question)
      context.tell('The stage forgets the senders of the last rehearsal')
      const steps = await rehearsal.open()
      const { shown, failure } = await rehearse(context, deployment, steps)
      if (share) context.report(sharedRehearsal(deployment, context.machine, shown, steps.length), asJson)
      else context.report(shown, print(deployment, steps.length, rehearsal.release))
      if (failure !== undefined) throw failure
    })

/** Throws a `Refusal` for a stage whose replies leave too late to watch. */
const assertQuickReplies = ({ settings, stage }: Deployment): void => {
  if (settings.replyDelay.max > minute)
    throw new Refusal(
      `Replies of ${stage} take up to ${settings.replyDelay.max / minute} minutes: rehearse a stage such as rehearsal.`,
    )
}

/** Tries the promises in turn, until one isn't seen to hold: `failure` is what is thrown for it. */
const rehearse = async ({ tell }: CommandContext, { now }: Deployment, steps: readonly Step[]) => {
  const shown: Shown[] = []
  for (const [n, { promise, show }] of steps.entries()) {
    tell(`${n + 1} of ${steps.length}: ${promise}`)
    const startedAt = now()
    const seconds = () => Math.round((now() - startedAt) / second)
    try {
      shown.push({ promise, state: 'proven', shownBy: await show(), seconds: seconds() })
    } catch (error) {
      const isBroken = error instanceof Refusal
      const shownBy = isBroken ? error.message : nameOf(error)
      shown.push({ promise, state: isBroken ? 'broken' : 'unknown', shownBy, seconds: seconds() })
      return { shown, failure: isBroken ? new Refusal(`A promise is broken: ${promise}.`) : error }
    }
  }
  return { shown }
}

/** The name of an error of this program, of Node or of AWS, in whose message may stand whom it concerns. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'Error')

/** The rehearsal of the first carrier whose simulators can text the stage. Throws a `Refusal` if there is none. */
const rehearsalOf = (deployment: Deployment, operations: Operations): Rehearsal => {
  const all = Object.values(operations).flatMap(({ simulators }) => simulators ?? [])
  const [rehearsal] = all.flatMap((simulators) => simulators.rehearsal(deployment) ?? [])
  if (rehearsal !== undefined) return rehearsal
  throw new Refusal(
    `${deployment.stage} can't be rehearsed: it needs ${all.map(({ need }) => need).join(', or ')}. Write to the lines of other carriers yourself.`,
  )
}

const signs = { proven: 'proven', broken: 'BROKEN', unknown: '?     ' } as const

const print =
  ({ stage, local }: Deployment, steps: number, release: Rehearsal['release'] = []) =>
  (shown: readonly Shown[]): string =>
    [
      table(shown.map(({ promise, state, shownBy }) => [`${signs[state]}  ${promise}`, shownBy])),
      '',
      shown.every(({ state }) => state === 'proven')
        ? `All ${steps} promises were proven.`
        : 'The promises after this one were not tried.',
      ...(local
        ? []
        : [
            `To remove the stage: npx cdk destroy -c stage=${stage}, then what it leaves (docs/deploy.md, "How to leave").`,
            ...(release.length > 0
              ? ['Its number outlives it, and is paid for until you give it back, for good:']
              : []),
            ...release,
          ]),
    ].join('\n')
