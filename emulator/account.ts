import type { RaisedRates } from './endpoint/rate-limiter.ts'

type TopicOf = (outputs: { readonly [name: string]: string }) => string

/** A new account, with the limits of the sandbox (user guide, sandbox). */
export const newAccount = {
  tier: 'SANDBOX' as 'SANDBOX' | 'PRODUCTION',
  /** Whether any number may text simulators in the sandbox, or simulators alone: AWS's pages differ (checks.ts). */
  simulatorsInSandbox: 'for all' as 'for all' | 'for simulators',
  spendLimitUsd: 1,
  /** The request rates of messaging and of CloudWatch Logs that differ from their default quotas, by action. */
  requestRates: {} as RaisedRates,
  /** The account's limit of concurrent executions of Lambda functions. */
  concurrency: 10,
  /** The phone numbers of End User Messaging, without those that the template buys. */
  numbers: [] as readonly string[],
  /** AWS's ids of some of these numbers, by number. The others get a made-up id. */
  numberIds: {} as Readonly<Record<string, string>>,
  /** The topic to which End User Messaging publishes texts to these numbers; undefined if two-way SMS is off. */
  twoWayTopicArn: undefined as TopicOf | undefined,
  /** Whether these numbers and the tables are protected from deletion, besides the tables whose template says so. */
  deletionProtection: false,
  /** The numbers whose registration is still in progress. */
  pendingNumbers: [] as readonly string[],
  /** Whether numbers can be allowed to text abroad, which AWS supports for US toll-free numbers. */
  internationalSending: false,
  optedOutDestinations: [] as readonly string[],
  /** The price of a message part, which is the same for every country here. */
  partPriceUsd: 0.08,
  /** What texts have already cost this month when the emulator starts. */
  spentUsd: 0,
  /** Whether every e-mail subscription has been confirmed, so that only the account can end it. */
  emailsConfirmed: false,
}

/** The limits that AWS sets for an account, and what was set up in it besides the template. */
export type Account = Readonly<typeof newAccount>

/** An account with everything that AWS grants on request. */
export const workingAccount: Account = {
  ...newAccount,
  tier: 'PRODUCTION',
  spendLimitUsd: 10_000,
  concurrency: 1000,
  emailsConfirmed: true,
}
