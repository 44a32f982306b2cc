import type { Budget, BudgetLimits, Line } from '../shared/rules/config.ts'

/** Two settings, or a setting and a fact, that don't go together; the message says what must be. */
export type Contradiction = readonly [path: readonly (string | number)[], message: string]

/** What settings say of a line, whichever carrier it has. */
export type AnyLine = {
  readonly number?: string | undefined
  readonly buy?: string | undefined
  readonly budget: string
  readonly gap?: number | undefined
  readonly calls?: Line['calls']
  readonly acceptsSuspensionRisk?: boolean | undefined
  readonly phoneNumberId?: string | undefined
}

/** What a carrier adds to the checks of settings. */
export type CarrierSettings = {
  /** Settings of a line that the lines of other carriers must leave out, each with the reason. */
  readonly ownSettings: Readonly<Record<string, string>>
  /** What the number of a line must be, if it is not that. */
  readonly mustBe: (number: string) => string | undefined
  /** What the `phoneNumberId` of a line must be, if it is not that. */
  readonly idMustBe: (line: Pick<AnyLine, 'number' | 'phoneNumberId'>) => string | undefined
  /** The budget of a line that names none. Without it, such lines share the stage's default. */
  readonly ownBudget?: {
    readonly nameFor: (number: string | undefined) => string
    readonly limits: BudgetLimits
  }
  /** Whether a reply may arrive without the sender's own message above it, so that its text must be understood alone. */
  readonly repliesElsewhere?: (line: Pick<AnyLine, 'calls'>) => boolean
  /** Milliseconds between the due times of two replies of a line, if they must not fall together. */
  readonly gapMs?: (line: { readonly gap?: number | undefined }) => number
  /** What contradicts itself in the nth line, by its budget and the stage's countries. */
  readonly contradictions: (
    line: AnyLine,
    n: number,
    stage: { readonly budget: Budget | undefined; readonly countries: readonly string[] },
  ) => readonly Contradiction[]
}
