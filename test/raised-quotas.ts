import { defaultQuotas } from '../carriers/aws/local/quotas.ts'
import { quotaOf, type Rates } from '../local/rate-limiter.ts'

/** Rates of End User Messaging that no test reaches, for tests that are about something else. */
export const raisedQuotas: Rates = Object.fromEntries(
  Object.keys(defaultQuotas).map((action) => [action, quotaOf(100_000)]),
)
