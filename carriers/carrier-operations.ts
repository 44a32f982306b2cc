import type { Check } from '../ops/checks/check.ts'
import type { CommandContext } from '../ops/command-context.ts'
import type { Deployment, Place } from '../ops/deployment.ts'
import type { Rehearsal } from '../ops/rehearsal/rehearsal.ts'
import type { Settings } from '../settings/schema.ts'
import type { Language } from '../shared/rules/messages.ts'

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
  /** What it cost since a moment, as far as it is counted apart from SMS. */
  readonly estimates: (deployment: Deployment, from: number) => Promise<readonly Estimate[]>
  /** A rehearsal in which a person writes to a line from that number; undefined if the carrier has simulators for that. */
  readonly rehearsalByHand?: (context: CommandContext, deployment: Deployment, number: string) => Rehearsal
  /** What cards say of a number that only this carrier has, if it isn't reached like any other. */
  readonly cardRemark?: Readonly<Record<Language, string>>
  /** What cost says of the carrier, by the settings of the stage. */
  readonly costRemarks: (settings: Settings) => readonly string[]
}

/** What was counted, times its price in settings. */
export type Estimate = { readonly what: string; readonly usd: number }
