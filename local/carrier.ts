import type { Account, Cloud, Placed } from '../emulator/index.ts'
import type { ShownCarrier } from '../page/index.ts'
import type { Settings } from '../settings/schema.ts'

/** What a stage needs to run on the emulator, because of the lines that a carrier has in it. */
export type LocalCarrier = ShownCarrier & {
  /** What stands in for its service, if the stage has lines of it, which may be attached to the stage already. */
  readonly standIn?: (settings: Settings, areAttached: boolean) => Placed | undefined
  /** The part of the emulator's account that is set up for its lines, which may be attached to the stage already. */
  readonly account?: (settings: Settings, areAttached: boolean) => Partial<Account>
  /** Attaches its lines to a running stage. Left out if its account or its stand-in has them attached. */
  readonly attach?: (cloud: Cloud, settings: Settings) => void
  /** Set if its service itself publishes texts to the inbound topic, so that npm start can show how to publish one. */
  readonly publishesTexts?: true
  /** What npm start prints if a line has this carrier. `aws` begins a command of AWS's command line. */
  readonly banner?: (endpoint: string, aws: string) => readonly string[]
}
