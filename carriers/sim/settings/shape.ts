import { z } from 'zod'

import { duration, whole } from '../../../settings/values.ts'
import { callRules } from '../../../shared/rules/config.ts'
import { apiAddress, hostedHttpSms } from './api-address.ts'

/**
 * The settings of a line with a SIM: the gap between its replies, whether calls are answered, and whether it may exceed its
 * operator's limits.
 */
export const lineShape = {
  gap: duration('0 s', '30 s').optional(),
  calls: z.enum(callRules, `must be one of ${callRules.join(', ')}`).optional(),
  acceptsSuspensionRisk: z.boolean('must be true or false').default(false),
}

const httpSms = z.strictObject({
  url: apiAddress.default(hostedHttpSms),
  webhookConcurrency: whole(1, 100).optional(),
})

/** The settings of the httpSMS that all phones of a stage use. */
export const stageShape = { httpSms: httpSms.prefault({}) }
