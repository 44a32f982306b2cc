import type { Check } from '../ops/checks/check.ts'
import type { CommandContext } from '../ops/command-context.ts'
import type { Deployment } from '../ops/deployment.ts'

/** What the command line does for the lines of a carrier. */
export type CarrierOperations = {
  /** Has what a number receives come to the stage, and its replies go out by the number. Twice is harmless. */
  readonly attach: (context: CommandContext, deployment: Deployment, number: string) => Promise<void>
  /** What doctor looks at when a line of a stage has this carrier, side by side. */
  readonly checks: (deployment: Deployment) => readonly Promise<readonly Check[]>[]
}
