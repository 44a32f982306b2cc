/** The reply to one text, for a phone. A carrier that bills by the part must not send it if it costs more than `maxPriceUsd`. */
export type OutboundSms = {
  readonly inboundId: string
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

/** What moves SMS. */
export type Carrier = {
  /** Whether a line could send now, so that its replies had better wait if not. Throws when that can't be found out. */
  readonly isReady: (line: string) => Promise<boolean>
  /** Attempts once and never throws. */
  readonly send: (sms: OutboundSms) => Promise<CarrierAnswer>
}
