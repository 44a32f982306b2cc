import { consequences } from '../carriers/settings.ts'
import { type CarrierName, carriersOf } from '../shared/rules/carriers.ts'
import type { Contradiction, Place } from './line.ts'
import type { Settings } from './schema.ts'

/** What follows from a stage's settings for its lines of a carrier, and which of them contradict each other. */
type CarrierSettings = {
  /** The least milliseconds between two requests, of all lines or of each (`pacedBy`). Left out if none matters. */
  readonly sendIntervalMs?: (stage: Settings) => number
  /** What maintainers can do about that time, if anything. */
  readonly toSendFaster?: string
  /** The price of a reply in USD, if settings have it, and its setting. Left out if replies are free. */
  readonly replyPrice?: {
    readonly usd: (settings: Settings) => number | undefined
    readonly setting: readonly string[]
  }
  /** The price in USD of a text that comes in, on its list or second hand. Left out if no price is known. */
  readonly receivedUsd?: number
  /** Whether the stage's lines of the carrier are simulators, which nobody can text. Left out if it has none. */
  readonly hasOnlySimulators?: (settings: Pick<Settings, 'lines'>) => boolean
  readonly contradictions?: (line: Settings['lines'][number], place: Place, stage: Settings) => readonly Contradiction[]
}

export const carrierSettings: Readonly<Record<CarrierName, CarrierSettings>> = consequences satisfies Record<
  Settings['lines'][number]['carrier'],
  CarrierSettings
>

/** The most that one of a stage's texts costs to receive, in USD; 0 if no price is known. */
export const receivedUsdOf = (settings: Pick<Settings, 'lines'>): number =>
  Math.max(...carriersOf(settings).map((carrier) => carrierSettings[carrier].receivedUsd ?? 0))

/** Whether nobody can text the stage, because all of its lines are simulators. */
export const nobodyTexts = (settings: Pick<Settings, 'lines'>): boolean =>
  carriersOf(settings).every((carrier) => carrierSettings[carrier].hasOnlySimulators?.(settings) === true)
