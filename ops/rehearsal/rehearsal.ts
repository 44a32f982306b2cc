import type { Deployment } from '../deployment.ts'
import { rehearsalNumbersOf } from './rehearsal-numbers.ts'
import { openScene } from './scene.ts'
import type { Step } from './step.ts'
import { steps } from './steps.ts'

/** What a rehearsal does, after it was asked for: each step relies on what the ones before have done. */
export type Rehearsal = {
  readonly question: string
  readonly open: () => Promise<readonly OpenStep[]>
}

export type OpenStep = { readonly promise: string; readonly show: () => Promise<string> }

export const inScene = <Scene>(steps: readonly Step<Scene>[], scene: Scene): readonly OpenStep[] =>
  steps.map(({ promise, show }) => ({ promise, show: () => show(scene) }))

/** AWS's simulator numbers text an AWS line. Throws a `Refusal` if there are none for the stage. */
export const simulatorRehearsal = (deployment: Deployment): Rehearsal => {
  const numbers = rehearsalNumbersOf(deployment)
  return {
    question: 'Text this stage from simulator numbers, which it forgets first, and see what becomes of it?',
    open: async () => inScene(steps, await openScene(deployment, numbers)),
  }
}
