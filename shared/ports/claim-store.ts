import type { DeliveryReport, DeliveryStatus } from '../rules/delivery-report.ts'
import type { Outcome } from '../rules/telemetry.ts'

/** The right to send the reply to one text, taken by whoever holds `token`. With an outcome, all is said and done. */
export type Claim = {
  readonly token: string
  readonly claimedAt: number
  readonly outcome?: Outcome
  /** A person ended the reply, by a command, and nobody has counted that yet. */
  readonly uncounted?: true
  /** What the carrier reported in the end; it may come before the outcome. */
  readonly delivery?: DeliveryStatus
}

/** Claims, by inbound id. Reads are consistent. */
export type ClaimStore = {
  readonly read: (inboundId: string) => Promise<Claim | undefined>
  /** Puts the claim if there is none. Gives the claim that stands: ours if it has our token, even when our first answer was lost. */
  readonly claim: (inboundId: string, claim: Claim) => Promise<Claim>
  /** Writes the outcome of a claim that has none, or none that was counted. True for the one settlement that counts, also when its first answer was lost. */
  readonly settle: (inboundId: string, token: string, outcome: Outcome, settlement: string) => Promise<boolean>
  /**
   * Notes the first report about a reply beside its claim, if there is one, and changes nothing else. True for the one note that
   * counts, also when its first answer was lost: each note has a token of its own.
   */
  readonly report: (report: DeliveryReport, token: string) => Promise<boolean>
  /** Gives our claim up, so that the reply can be claimed again. */
  readonly release: (inboundId: string, token: string) => Promise<void>
}
