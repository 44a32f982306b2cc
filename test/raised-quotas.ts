import { quotaOf, type Rates } from '../emulator/rate-limiter.ts'
import { defaultQuotas } from '../emulator/services/end-user-messaging/quotas.ts'
import type { Settings } from '../settings/schema.ts'

/** Rates of End User Messaging that no test reaches, for tests that are about something else. */
export const raisedQuotas: Rates = Object.fromEntries(
  [...Object.keys(defaultQuotas), 'ListLinkedWhatsAppBusinessAccounts'].map((action) => [action, quotaOf(100_000)]),
)

/** Settings of a stage whose AWS account may send so fast that no test waits for its turn. */
export const withRaisedRate = (settings: Settings): Settings => ({ ...settings, aws: { repliesPerSecond: 100 } })
