import type { Deployment } from '../deployment.ts'
import { rehearsalNumbersOf } from './rehearsal-numbers.ts'
import { openScene } from './scene.ts'
import type { Step } from './step.ts'
import { steps } from './steps.ts'

/**
 * A rehearsal: the question that the operator confirms, and a function that prepares the stage and returns the steps. Each step relies on
 * what the steps before have done.
 */
export type Rehearsal = {
  readonly question: string
  readonly open: () => Promise<readonly OpenStep[]>
}

/** A step that is ready to run in its rehearsal. */
export type OpenStep = { readonly promise: string; readonly show: () => Promise<string> }

/** Binds steps to what they need. */
export const inScene = <Scene>(steps: readonly Step<Scene>[], scene: Scene): readonly OpenStep[] =>
  steps.map(({ promise, show }) => ({ promise, show: () => show(scene) }))

/** Has AWS's simulator numbers text an AWS line. Throws a `Refusal` if AWS has none for the stage. */
export const simulatorRehearsal = (deployment: Deployment): Rehearsal => {
  const numbers = rehearsalNumbersOf(deployment)
  return {
    question: 'Text this stage from simulator numbers, which it forgets first, and see what becomes of it?',
    open: async () => inScene(steps, await openScene(deployment, numbers)),
  }
}
