import { z } from 'zod'

import type { Identity } from '../template/resource-type.ts'

export const policyDocument = z.looseObject({ Statement: z.array(z.looseObject({})) })

export type PolicyDocument = z.infer<typeof policyDocument>

/** Policies have no ARN of their own, but a name. */
export const withoutArn = (name: string): Identity => ({ arn: '', ref: name, attributes: { Id: name } })
