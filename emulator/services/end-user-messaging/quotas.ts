import type { ServiceError } from '../../endpoint/answers.ts'
import { quotaOf, type Rates } from '../../rate-limiter.ts'

/**
 * The default quotas of an account in a region (user guide, quotas: "Requests Per Second (RPS) quota for each resource"), which AWS
 * raises on request. A dry run counts like any other request: its own limit of five counts message parts (API reference,
 * SendTextMessage, DryRun).
 */
export const defaultQuotas: Rates = {
  SendTextMessage: quotaOf(1),
  UpdatePhoneNumber: quotaOf(1),
  DescribePhoneNumbers: quotaOf(1),
  DescribeConfigurationSets: quotaOf(1),
  DescribeAccountAttributes: quotaOf(1),
  DescribeSpendLimits: quotaOf(1),
}

/** "Too many requests were sent during a certain amount of time" (API reference, ThrottlingException). It has no reason. */
export const throttled: ServiceError = { code: 'ThrottlingException', message: 'Rate exceeded', status: 400 }
