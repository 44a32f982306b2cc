import { Command } from '@commander-js/extra-typings'

import { Refusal } from '../../settings/refusal.ts'
import type { CommandContext } from '../command-context.ts'
import type { Deployment } from '../deployment.ts'
import { openScene } from '../rehearsal/scene.ts'
import { type Cast, castFor } from '../rehearsal/stage.ts'
import { steps } from '../rehearsal/steps.ts'
import { table } from '../words.ts'

/** A promise, and what has shown that it holds, or that it does not. */
type Shown = { readonly promise: string; readonly holds: boolean; readonly shownBy: string }

export const rehearseCommand = (context: CommandContext) =>
  new Command('rehearse')
    .description('has simulator numbers of AWS text a stage, and proves the promises by what AWS reports')
    .addHelpText(
      'after',
      "\nFor a stage whose replies wait for seconds, such as rehearsal. Replies go to numbers of AWS's simulator, not to people; AWS bills them like others.",
    )
    .action(async () => {
      const deployment = await context.open()
      const cast = castFor(deployment)
      await context.confirm(
        deployment,
        'Text this stage from simulator numbers, which it forgets first, and see what becomes of it?',
      )
      const shown = await rehearse(deployment, cast)
      context.report(shown, print(deployment))
      const broken = shown.find(({ holds }) => !holds)
      if (broken !== undefined) throw new Refusal(`A promise is broken: ${broken.promise}.`)
    })

/** Up to the first promise that is broken. */
const rehearse = async (deployment: Deployment, cast: Cast): Promise<readonly Shown[]> => {
  const scene = await openScene(deployment, cast)
  const shown: Shown[] = []
  for (const { promise, show } of steps) {
    const outcome = await show(scene).then(
      (shownBy) => ({ promise, holds: true, shownBy }),
      (error: unknown) => {
        if (!(error instanceof Refusal)) throw error
        return { promise, holds: false, shownBy: error.message }
      },
    )
    shown.push(outcome)
    if (!outcome.holds) break
  }
  return shown
}

const print =
  ({ stage, local }: Deployment) =>
  (shown: readonly Shown[]): string =>
    [
      table(shown.map(({ promise, holds, shownBy }) => [`${holds ? 'proven' : 'BROKEN'}  ${promise}`, shownBy])),
      '',
      shown.every(({ holds }) => holds)
        ? `All ${steps.length} promises were proven.`
        : 'The promises after this one were not tried.',
      ...(local
        ? []
        : [
            `To remove the stage: npx cdk destroy -c stage=${stage}, then what it leaves (docs/deploy.md, "How to leave").`,
          ]),
    ].join('\n')
