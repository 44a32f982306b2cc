import { z } from 'zod'

import type { ResourceType } from '../../template/resource-type.ts'
import { policyDocument as document } from './policy-document.ts'

const roleProperties = z.strictObject({
  Policies: z.array(z.strictObject({ PolicyName: z.string(), PolicyDocument: document })).default([]),
})

export const role: ResourceType<z.infer<typeof roleProperties>> = {
  type: 'AWS::IAM::Role',
  nameProperty: 'RoleName',
  properties: roleProperties,
  ignored: {
    AssumeRolePolicyDocument: 'the functions that name the role are the ones that have it',
  },
  identify: (name, { accountId }) => {
    const arn = `arn:aws:iam::${accountId}:role/${name}`
    return { arn, ref: name, attributes: { Arn: arn } }
  },
}

const managedProperties = z.strictObject({ PolicyDocument: document })

export const managedPolicy: ResourceType<z.infer<typeof managedProperties>> = {
  type: 'AWS::IAM::ManagedPolicy',
  nameProperty: 'ManagedPolicyName',
  properties: managedProperties,
  ignored: {
    Description: 'for people',
    Path: 'for people',
  },
  identify: (name, { accountId }) => {
    const arn = `arn:aws:iam::${accountId}:policy/${name}`
    return { arn, ref: arn, attributes: { PolicyArn: arn } }
  },
}
