import type { Fault } from '../../emulator/index.ts'
import type { Settings } from '../../settings/schema.ts'
import { type CarrierName, carriersOf } from '../../shared/rules/carriers.ts'

/** What the page shows of a carrier, and does to it. */
export type ShownCarrier = {
  /** The name of the network that its lines are on, if that is not SMS. */
  readonly network?: string
  /** The fault of each reply while the carrier refuses its lines. */
  readonly refused: Fault
  /** The only senders that its lines can answer. Left out, or none, if they can answer anybody. */
  readonly onlySenders?: (settings: Settings) => readonly string[]
  /** Example senders who can text only a line of this carrier. The page offers them besides `numbers`. */
  readonly exampleSenders?: (numbers: readonly string[]) => readonly string[]
}

export type ShownCarriers = Readonly<Record<CarrierName, ShownCarrier>>

/** The only senders that the lines of a stage can answer. None if they can answer anybody. */
export const onlySendersOf = (settings: Settings, carriers: ShownCarriers): readonly string[] =>
  carriersOf(settings).flatMap((carrier) => carriers[carrier].onlySenders?.(settings) ?? [])
