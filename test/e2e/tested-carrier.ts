import type { Call, Effect, Fault } from '../../emulator/index.ts'

/** A text that was sent, and its sender. */
export type Text = { readonly id: string; readonly sender: string }

/** A call for a text: the stack output that names its function, and whether a call is for this text. */
type IsFor = (call: Call, text: Text) => boolean
export type Step = readonly [name: string, by: string, service: Fault['service'], action: string, isFor: IsFor]

/** What the tests of a whole number need to know about a carrier. */
export type TestedCarrier = {
  /** A stage that has a line of the carrier, and that line. */
  readonly stage: string
  readonly line: string
  /** A mobile number that the line answers, with another block of numbers for each n below 10,000. */
  readonly strangerOf: (n: number) => string
  /** The same for a block from 500 to 999 and a number of four digits, different for each pair. */
  readonly senderOf: (block: number, n: number) => string
  /** Set if a text that comes again before it was fetched is the same record at the carrier. */
  readonly mergesRepeats?: true
  /** Matches the call that passes the reply for a sender to the carrier. */
  readonly sendingTo: (sender: string) => Required<Pick<Fault, 'service' | 'action' | 'when'>>
  /** The answer for an invalid destination, if the carrier checks the destination before it answers. */
  readonly invalidDestination?: Effect
  /** The answer for requests that come too fast. */
  readonly throttle: Effect
  /** Refusals of the line or of the account. */
  readonly refusals: readonly { readonly does: string; readonly effect: Effect }[]
  /** The stack output that names the function which takes its delivery reports. */
  readonly reportsTo: string
  /** The requests to the carrier for each reply. */
  readonly requestsTo: Readonly<Record<string, number>>
  /** The requests of receive-sms whose number differs with this carrier. */
  readonly requestsAbout: Readonly<Record<string, number>>
  /** The calls for a text that only this carrier needs, besides the one that hands the reply over. */
  readonly steps?: readonly Step[]
}

/** Matches the call of an action that hands over a reply, by whom that is for. */
export const handingOver =
  (service: Fault['service'], action: string, recipientOf: (call: Call) => unknown): TestedCarrier['sendingTo'] =>
  (sender) => ({ service, action, when: (call) => recipientOf(call) === sender })
