import type { Call } from '../../local/endpoint/call.ts'
import type { Effect, Fault } from '../../local/endpoint/faults.ts'

/** A text on its way, and who sent it. */
export type Text = { readonly id: string; readonly sender: string }

/** A call that a text takes: of which function, by the output that names it, and whether it is for this text. */
export type Step = readonly [
  name: string,
  by: string,
  service: Fault['service'],
  action: string,
  isFor: (call: Call, text: Text) => boolean,
]

/** What the tests of a whole number need to know of a carrier. */
export type TestedCarrier = {
  /** The stage that has a line of the carrier, and that line. */
  readonly stage: string
  readonly line: string
  /** A mobile of the country whose phones the line answers, of a block of numbers of its own for each n below 10,000. */
  readonly strangerOf: (n: number) => string
  /** The same for people whom a text names by nothing but an id, where the carrier has such. */
  readonly anonymousOf?: (n: number) => string
  /** The same for each pair of a block from 500 to 999 and a number of four digits. */
  readonly senderOf: (block: number, n: number) => string
  /** The call that hands a sender's reply over. */
  readonly sendingTo: (sender: string) => Required<Pick<Fault, 'service' | 'action' | 'when'>>
  /** An answer that finds the destination wrong, of a carrier that looks at it before it answers. */
  readonly invalidDestination?: Effect
  /** What is wrong with the line or the account. */
  readonly refusals: readonly { readonly does: string; readonly effect: Effect }[]
  /** What the carrier is asked for each reply. */
  readonly requestsTo: Readonly<Record<string, number>>
  /** What receive-sms asks for because of the carrier: a report costs it something beside the booking, and so do people with two names. */
  readonly requestsAbout: Readonly<Record<string, number>>
  /** What only this carrier has done for a text. */
  readonly steps: readonly Step[]
}
