import { z } from 'zod'

import type { Identity } from '../../template/resource-type.ts'

export const policyDocument = z.looseObject({ Statement: z.array(z.looseObject({})) })

export type PolicyDocument = z.infer<typeof policyDocument>

/** The identity of a queue policy or a topic policy. These resources have a name, but no ARN. */
export const withoutArn = (name: string): Identity => ({ arn: '', ref: name, attributes: { Id: name } })
