import { z } from 'zod'

import { whole } from '../../../settings/digits.ts'
import { duration } from '../../../settings/duration.ts'
import { callRules } from '../../../shared/rules/config.ts'
import { apiAddress, hostedHttpSms } from './api-address.ts'

/** What settings may say of a line with a SIM: the gap between its replies, what calls get, and more than its operator bears. */
export const lineShape = {
  gap: duration('0 s', '30 s').optional(),
  calls: z.enum(callRules, `must be one of ${callRules.join(', ')}`).optional(),
  acceptsSuspensionRisk: z.boolean('must be true or false').default(false),
}

const httpSms = z.strictObject({
  url: apiAddress.default(hostedHttpSms),
  webhookConcurrency: whole(1, 100).optional(),
})

/** What settings may say of the httpSMS that all phones of a stage use. */
export const stageShape = { httpSms: httpSms.prefault({}) }
