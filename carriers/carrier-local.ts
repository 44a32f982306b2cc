import type { Account, Cloud, Fault } from '../emulator/index.ts'
import type { Settings } from '../settings/schema.ts'

/** What a stage needs to run on the embedded cloud, because of the lines that a carrier has in it. */
export type LocalCarrier = {
  /** The name of the network that its lines are on, if that is not SMS. */
  readonly network?: string
  /** The part of the embedded cloud's account that is set up for its lines, which may be attached to the stage already. */
  readonly account: (settings: Settings, areAttached: boolean) => Partial<Account>
  /** Attaches its lines to a running stage. Left out if the account says it all. Throws a `Refusal` if the template lacks something. */
  readonly attach?: (cloud: Pick<Cloud, 'httpSms' | 'stack'>, settings: Settings) => void
  /** The fault of each reply while the carrier throttles. */
  readonly throttled: Fault
  /** Example senders who can text only a line of this carrier. The page offers them besides `numbers`. */
  readonly exampleSenders?: (numbers: readonly string[]) => readonly string[]
  /** Lines that npm start prints if a line of the stage has this carrier. */
  readonly banner: (endpoint: string) => readonly string[]
}
