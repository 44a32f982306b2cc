import type { Account } from '../emulator/account.ts'
import type { Service } from '../emulator/endpoint/call.ts'
import type { Fault } from '../emulator/endpoint/faults.ts'
import type { ServiceHandler } from '../emulator/endpoint/router.ts'
import type { LinePhone } from '../emulator/phones/line-phone.ts'
import type { Phones } from '../emulator/phones/phones.ts'
import type { Credentials } from '../emulator/services/iam/credentials.ts'
import type { Permissions } from '../emulator/services/iam/permissions.ts'
import type { Stack } from '../emulator/template/stack.ts'

export type StandInOptions = {
  readonly stack: Stack
  readonly account: Account
  readonly credentials: Credentials
  readonly permissions: Permissions
  readonly phones: Pick<Phones, 'deliver' | 'confirm' | 'send'>
}

export type StandIn = {
  /** The request handlers, by service. */
  readonly handlers: { readonly [S in Service]?: ServiceHandler }
  /** The phone on which a line receives texts and calls, by the line's address. Returns undefined for a line of another carrier. */
  readonly phoneOf: (line: string) => LinePhone | undefined
  /** Stops the stand-in: nothing happens after that. */
  readonly stop: () => void
}

/** A carrier's stand-in in the embedded cloud. */
export type CarrierStandIn = {
  /** The name of the network that its lines are on, if that is not SMS. */
  readonly network?: string
  /** Starts the services that are not among the cloud's AWS services. Throws a `Refusal` if the template lacks something that they need. */
  readonly start?: (options: StandInOptions) => StandIn | Promise<StandIn>
  /** The fault of each reply while the carrier throttles. */
  readonly throttled: Fault
  /** Example senders who can text only a line of this carrier. The page offers them besides `numbers`. */
  readonly exampleSenders?: (numbers: readonly string[]) => readonly string[]
  /** Lines that npm start prints if a line of the stage has this carrier. */
  readonly banner: (endpoint: string) => readonly string[]
}
