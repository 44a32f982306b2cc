import type { RaisedRates } from './endpoint/rate-limiter.ts'

/** A number on WhatsApp that is linked to the account. */
export type WhatsAppNumber = {
  /** The name by which people here text it, since the same number may also have a phone. */
  readonly address: string
  readonly number: string
  /** AWS's id of the number. */
  readonly phoneNumberId: string
}

/** Gives a topic's ARN, from the outputs of the stack. */
type TopicOf = (outputs: { readonly [name: string]: string }) => string

/** The limits that AWS sets for an account, and what was set up in it besides the template. */
export type Account = {
  readonly tier: 'SANDBOX' | 'PRODUCTION'
  readonly spendLimitUsd: number
  /** The request rates of messaging and of CloudWatch Logs that differ from their default quotas, by action. */
  readonly requestRates: RaisedRates
  /** The account's limit of concurrent executions of Lambda functions. */
  readonly concurrency: number
  /** The phone numbers of End User Messaging, without those that the template buys. */
  readonly numbers: readonly string[]
  /** AWS's ids of some of these numbers, by number. The others get a made-up id. */
  readonly numberIds: Readonly<Record<string, string>>
  /** The topic to which End User Messaging publishes texts to these numbers; undefined if two-way SMS is off. */
  readonly twoWayTopicArn?: TopicOf | undefined
  /** Whether these numbers and the tables are protected from deletion, besides the tables whose template says so. */
  readonly deletionProtection: boolean
  /** The numbers whose registration is still in progress. */
  readonly pendingNumbers: readonly string[]
  /** Whether numbers can be allowed to text abroad, which AWS supports for US toll-free numbers. */
  readonly internationalSending: boolean
  /** The phone numbers on the account's opt-out list. */
  readonly optedOutDestinations: readonly string[]
  /** The price of a message part, which is the same for every country here. */
  readonly partPriceUsd: number
  /** What texts have already cost this month when the emulator starts. */
  readonly spentUsd: number
  /** Whether every e-mail subscription has been confirmed, so that only the account can end it. */
  readonly emailsConfirmed: boolean
  /** The numbers of the WhatsApp Business account that is linked to the AWS account. */
  readonly whatsAppNumbers: readonly WhatsAppNumber[]
  /** The topic to which End User Messaging Social publishes what happens to them; undefined for none. */
  readonly whatsAppTopicArn?: TopicOf | undefined
  /** Whether people on WhatsApp send read receipts. */
  readonly readReceipts: boolean
  /** How messages to somebody on WhatsApp fail: Meta's error code, or that AWS gives up. */
  readonly failures: Readonly<Record<string, number | 'given up'>>
}

/** A new account, with the limits of the sandbox (user guide, sandbox). */
export const newAccount: Account = {
  tier: 'SANDBOX',
  spendLimitUsd: 1,
  requestRates: {},
  concurrency: 10,
  numbers: [],
  numberIds: {},
  deletionProtection: false,
  pendingNumbers: [],
  internationalSending: false,
  optedOutDestinations: [],
  partPriceUsd: 0.08,
  spentUsd: 0,
  emailsConfirmed: false,
  whatsAppNumbers: [],
  readReceipts: false,
  failures: {},
}

/** An account with everything that AWS grants on request. */
export const workingAccount: Account = {
  ...newAccount,
  tier: 'PRODUCTION',
  spendLimitUsd: 10_000,
  concurrency: 1000,
  emailsConfirmed: true,
}
