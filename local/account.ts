import type { CarrierName } from '../carriers/registry.ts'

/** A line of a stage that has a number, how far apart its replies are due, and what AWS calls the number, if settings say. */
export type CarrierLine = {
  readonly carrier: CarrierName
  readonly number: string
  readonly gapMs: number
  readonly phoneNumberId?: string | undefined
}

/** What AWS allows an account, and what was set up in it besides the template. */
export type Account = {
  readonly tier: 'SANDBOX' | 'PRODUCTION'
  readonly spendLimitUsd: number
  /** How many functions may run at once. */
  readonly concurrency: number
  /** The numbers of End User Messaging, besides those that the template buys. */
  readonly numbers: readonly string[]
  /** The ids that AWS has given to some of them; the others get one here. */
  readonly numberIds: Readonly<Record<string, string>>
  /** Whether `ops attach` has been run for them: their texts come to the stack, and they and the table are protected. */
  readonly numbersAttached: boolean
  /** Those of its numbers that are not active yet: their registration goes on. */
  readonly pendingNumbers: readonly string[]
  /** Whether its numbers can be allowed to text other countries than their own; at AWS, US toll-free numbers can. */
  readonly internationalSending: boolean
  /** The numbers that opted out. */
  readonly optedOutDestinations: readonly string[]
  /** What a part costs, to whatever country. */
  readonly partPriceUsd: number
  /** What texts have cost this month, before anything is sent here. */
  readonly spentUsd: number
  /** Whether everybody has confirmed the mail about alarms. */
  readonly emailsConfirmed: boolean
  /** The lines that carriers other than AWS have been told of; none by default. */
  readonly lines: readonly CarrierLine[]
  /** Whether these lines are attached to the stage already. */
  readonly attached: boolean
  /** Whether phones tell that a reply has been read, where carriers report that. */
  readonly readReceipts: boolean
  /** Why replies don't arrive, by whom they are to: the codes of carriers that report one. */
  readonly failures: Readonly<Record<string, number>>
}

/** An account on its first day: its limits are those of the sandbox (user guide, sandbox). */
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

/** An account for which everything has been done that a number needs. */
export const workingAccount: Account = {
  ...newAccount,
  tier: 'PRODUCTION',
  spendLimitUsd: 10_000,
  concurrency: 1000,
  emailsConfirmed: true,
}
