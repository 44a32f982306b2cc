import type { Check } from '../ops/checks/check.ts'
import type { CommandContext } from '../ops/command-context.ts'
import type { Deployment, Place } from '../ops/deployment.ts'
import type { CarrierName } from './registry.ts'

/** A function that only this carrier has, where it is deployed. */
type DeployedFunction = { readonly name: string; readonly functionName: string; readonly logGroupName: string }

/** What status shows of a carrier: rows of the screen, and fields for programs. */
export type CarrierStatus = {
  readonly rows: readonly (readonly [what: string, say: string])[]
  readonly fields: Readonly<Record<string, string | number | null>>
}

/** What the command line does for the lines of a carrier. */
export type CarrierOperations = {
  /** Has what a number receives come to the stage, and its replies go out by the number. Twice is harmless. */
  readonly attach: (context: CommandContext, deployment: Deployment, number: string) => Promise<void>
  /** What the help of attach says of the carrier, line by line. */
  readonly attachHelp: readonly string[]
  /** What doctor looks at when a line of a stage has this carrier, side by side. */
  readonly checks: (deployment: Deployment) => readonly Promise<readonly Check[]>[]
  /** Processes that its own functions need of the account beside those that settings reserve, and what to know of them. */
  readonly concurrency: (place: Place) => { readonly processes: number; readonly remark: string }
  /** Its own functions in a deployment; none before the stack has them. */
  readonly functions: (deployment: Deployment) => readonly DeployedFunction[]
  /** Asked of every carrier, so that programs find the same fields in each stage. */
  readonly status: (deployment: Deployment) => Promise<CarrierStatus>
  /** What the carrier's part of the stack costs a month at the most, in USD (AWS price pages). */
  readonly monthlyUsd: (deployment: Deployment) => number
  /** What cost says of the carrier, in a stage whose lines have these. */
  readonly costRemarks: (present: readonly CarrierName[]) => readonly string[]
}
