/** The reply to one text, for a phone. A carrier that bills by the part must not send it if it costs more than `maxPriceUsd`. */
export type OutboundSms = {
  readonly inboundId: string
  readonly from: string
  readonly to: string
  readonly text: string
  readonly maxPriceUsd: number
}

/** Why, as a code that holds neither a number nor a text: a `Reason` of AWS, the name of an error, a status. */
type Because = { readonly reason: string }

/**
 * What became of the one attempt. `accepted` by the carrier, which is not delivery. `retryable`: the line, its account or the way
 * there can't send now; nothing was taken. `rejected` for good, since it is the destination that is wrong. `unknown`, when it may or may not
 * have been accepted.
 */
export type CarrierAnswer =
  | { readonly kind: 'accepted' }
  | ({ readonly kind: 'retryable' | 'rejected' | 'unknown' } & Because)

/** What moves SMS. */
export type Carrier = {
  /** Whether a line could send now, so that its replies had better wait if not. Throws when that can't be found out. */
  readonly isReady: (line: string) => Promise<boolean>
  /** Attempts once and never throws. */
  readonly send: (sms: OutboundSms) => Promise<CarrierAnswer>
}
