import { carriersOf } from '../settings/lines.ts'
import type { Settings } from '../settings/schema.ts'
import type { Budget, BudgetLimits, Line } from '../shared/rules/config.ts'
import { lineShape as awsLine, awsSettings, stageShape as awsStage } from './aws/settings.ts'
import { lineShape as httpSmsLine, httpSmsSettings, stageShape as httpSmsStage } from './httpsms/settings.ts'
import type { CarrierName } from './index.ts'
import { ovhSettings, stageShape as ovhStage } from './ovh/settings.ts'
import { whatsappSettings, stageShape as whatsappStage } from './whatsapp/settings.ts'

/** A setting that contradicts another one, or a fact. The message says what the setting must be. */
export type Contradiction = readonly [path: readonly (string | number)[], message: string]

/** The settings of a line, whichever carrier it has. */
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
  /** Settings that the lines of other carriers must leave out, each with the reason. */
  readonly ownSettings?: Readonly<Record<string, string>>
  /** Says what the number of a line must be. Returns undefined if the number is right. Left out if any number may be. */
  readonly mustBe?: (number: string) => string | undefined
  /** Says what the `phoneNumberId` of a line must be. Returns undefined if it is right. */
  readonly idMustBe: (line: Pick<AnyLine, 'number' | 'phoneNumberId'>) => string | undefined
  /** The budget of a line that names none. If this is left out, such lines share the stage's default budget. */
  readonly ownBudget?: {
    readonly nameFor: (number: string | undefined) => string
    readonly limits: BudgetLimits
  }
  /** Whether a reply may arrive without the sender's own message above it, so that its text must be understood alone. */
  readonly repliesElsewhere?: (line: Pick<AnyLine, 'calls'>) => boolean
  /** The least time between the due times of two replies of a line, in milliseconds. Left out if they may be due at the same time. */
  readonly gapMs?: (line: { readonly gap?: number | undefined }) => number
  /**
   * The least time between two requests to the carrier, in milliseconds: for all of the stage's lines together, or for each (`pacedBy`). Left out
   * if the carrier takes more than the functions can send.
   */
  readonly sendIntervalMs?: (stage: Settings) => number
  /** What maintainers can do about that time. Left out if nothing. */
  readonly toSendFaster?: string
  /** The price of a reply in USD, undefined if settings lack it, and the path of the setting that has it. Left out if replies are free. */
  readonly replyPrice?: {
    readonly usd: (settings: Settings) => number | undefined
    readonly setting: readonly string[]
  }
  /** Whether the stage has lines of the carrier, and all that it has are simulators, which nobody can text. Left out if it has no simulators. */
  readonly hasOnlySimulators?: (settings: Pick<Settings, 'lines'>) => boolean
  /** Finds contradictions in the line with the index `n`, given its budget and the stage's settings. */
  readonly contradictions?: (
    line: AnyLine,
    n: number,
    stage: Settings & { readonly budget: Budget | undefined },
  ) => readonly Contradiction[]
}

/** The settings that carriers add to those that every line has. */
export const carrierLineShape = { ...awsLine, ...httpSmsLine }

/** The settings that carriers add to those that every stage has. */
export const carrierStageShape = { ...awsStage, ...ovhStage, ...httpSmsStage, ...whatsappStage }

export const carrierSettings: Readonly<Record<CarrierName, CarrierSettings>> = {
  aws: awsSettings,
  ovh: ovhSettings,
  httpsms: httpSmsSettings,
  whatsapp: whatsappSettings,
}

/** The carrier of a line that names none. */
export const defaultCarrier = 'aws' satisfies CarrierName

/** Whether nobody can text the stage, because all of its lines are simulators. */
export const nobodyTexts = (settings: Pick<Settings, 'lines'>): boolean =>
  carriersOf(settings).every((carrier) => carrierSettings[carrier].hasOnlySimulators?.(settings) === true)
