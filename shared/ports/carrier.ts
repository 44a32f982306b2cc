/** A text for a phone. The carrier must not send it if it costs more than `maxPriceUsd`. */
export type OutboundSms = {
  readonly from: string
  readonly to: string
  readonly text: string
  readonly maxPriceUsd: number
}

/**
 * What became of the one attempt: `taken` by the carrier (which is not delivery); `not-taken`, which a later attempt may change;
 * `refused` for good; `unknown`, when it may or may not have been taken.
 */
export type CarrierAnswer = 'taken' | 'not-taken' | 'refused' | 'unknown'

/** What moves SMS. It attempts once and never throws. */
export type Carrier = { readonly send: (sms: OutboundSms) => Promise<CarrierAnswer> }
