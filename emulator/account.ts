import type { CarrierName } from '../carriers/registry.ts'
import type { Rates } from './rate-limiter.ts'

/** A line of a stage that has a number, the minimum gap between its replies, and AWS's id of the number, if settings have one. */
export type CarrierLine = {
  readonly carrier: CarrierName
  readonly number: string
  readonly gapMs: number
  readonly phoneNumberId?: string | undefined
}

/** The limits that AWS sets for an account, and what was set up in it besides the template. */
export type Account = {
  readonly tier: 'SANDBOX' | 'PRODUCTION'
  readonly spendLimitUsd: number
  /** The rates of End User Messaging, and of its Social, that differ from their default quotas, by action. */
  readonly requestRates?: Rates
  /** The account's limit of concurrent executions of Lambda functions. */
  readonly concurrency: number
  /** The phone numbers of End User Messaging, without those that the template buys. */
  readonly numbers: readonly string[]
  /** AWS's ids of some of these numbers, by number. The others get a made-up id. */
  readonly numberIds: Readonly<Record<string, string>>
  /**
   * Whether `ops attach` has been run for these numbers: their texts go to the stack's topic, and they and the table are
   * protected from deletion.
   */
  readonly numbersAttached: boolean
  /** The numbers whose registration is still in progress. */
  readonly pendingNumbers: readonly string[]
  /** Whether its numbers can be allowed to text other countries than their own, which AWS supports for US toll-free numbers. */
  readonly internationalSending: boolean
  /** The phone numbers on the account's opt-out list. */
  readonly optedOutDestinations: readonly string[]
  /** The price of a message part, which is the same for every country here. */
  readonly partPriceUsd: number
  /** What texts have already cost this month when the embedded cloud starts. */
  readonly spentUsd: number
  /** Whether every e-mail subscription to alarms has been confirmed. */
  readonly emailsConfirmed: boolean
  /** The stage's lines that have a number. Each carrier's stand-in takes its own from them. */
  readonly lines: readonly CarrierLine[]
  /** Whether the lines of other carriers than AWS are already attached to the stage. */
  readonly attached: boolean
  /** Whether recipients send read receipts, where the carrier reports them. */
  readonly readReceipts: boolean
  /** How replies to a recipient fail, for carriers that report it: an error code, or that AWS gives up. */
  readonly failures: Readonly<Record<string, number | 'given up'>>
}

/** A new account, with the limits of the sandbox (user guide, sandbox). */
export const newAccount: Account = {
  tier: 'SANDBOX',
  spendLimitUsd: 1,
  concurrency: 10,
  numbers: [],
  numberIds: {},
  numbersAttached: false,
  pendingNumbers: [],
  internationalSending: false,
  optedOutDestinations: [],
  partPriceUsd: 0.08,
  spentUsd: 0,
  emailsConfirmed: false,
  lines: [],
  attached: true,
  readReceipts: false,
  failures: {},
}

/** An account in which everything has been set up that a number needs. */
export const workingAccount: Account = {
  ...newAccount,
  tier: 'PRODUCTION',
  spendLimitUsd: 10_000,
  concurrency: 1000,
  emailsConfirmed: true,
}
