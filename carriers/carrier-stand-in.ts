import type { Account } from '../local/account.ts'
import type { Service } from '../local/endpoint/call.ts'
import type { Fault } from '../local/endpoint/faults.ts'
import type { ServiceHandler } from '../local/endpoint/router.ts'
import type { Credentials } from '../local/iam/credentials.ts'
import type { Permissions } from '../local/iam/permissions.ts'
import type { LinePhone } from '../local/phones/line-phone.ts'
import type { Phones } from '../local/phones/phones.ts'
import type { Stack } from '../local/template/stack.ts'

export type StandInOptions = {
  readonly stack: Stack
  readonly account: Account
  readonly credentials: Credentials
  readonly permissions: Permissions
  readonly phones: Pick<Phones, 'deliver' | 'confirm' | 'send'>
}

export type StandIn = {
  /** Who answers for services. */
  readonly handlers: { readonly [S in Service]?: ServiceHandler }
  /** The phone at which a line is texted and called, by the line's address; undefined for a line of another carrier. */
  readonly phoneOf: (line: string) => LinePhone | undefined
  /** From now on nothing happens any more. */
  readonly stop: () => void
}

/** What stands in for a carrier in the embedded cloud. */
export type CarrierStandIn = {
  /** What people call what its lines are on, if that is not SMS. */
  readonly network?: string
  /** Starts what is no service of AWS that the cloud has anyway. Throws a `Refusal` when the template lacks what it needs. */
  readonly start?: (options: StandInOptions) => StandIn | Promise<StandIn>
  /** What happens to each reply while the carrier throttles. */
  readonly throttled: Fault
  /** Senders who can text a line of this carrier only, to choose from beside numbers like these. */
  readonly exampleSenders?: (numbers: readonly string[]) => readonly string[]
  /** Lines that npm start shows when a line of the stage has this carrier. */
  readonly banner: (endpoint: string) => readonly string[]
}
