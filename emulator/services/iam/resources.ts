import { z } from 'zod'
import { identifiedIn, type ResourceType } from '../../template/resource-type.ts'

export const policyDocument = z.looseObject({ Statement: z.array(z.looseObject({})) })

export type PolicyDocument = z.infer<typeof policyDocument>

export const role = {
  type: 'AWS::IAM::Role',
  nameProperty: 'RoleName',
  properties: z.strictObject({
    // The functions that name a role have it, whoever else may assume it.
    AssumeRolePolicyDocument: policyDocument.optional(),
    Policies: z.array(z.strictObject({ PolicyName: z.string(), PolicyDocument: policyDocument })).default([]),
  }),
  identify: (name, { accountId }) => {
    const arn = `arn:aws:iam::${accountId}:role/${name}`
    return { arn, ref: name, attributes: { Arn: arn } }
  },
} satisfies ResourceType<unknown>

export const managedPolicy = {
  type: 'AWS::IAM::ManagedPolicy',
  nameProperty: 'ManagedPolicyName',
  properties: z.strictObject({ PolicyDocument: policyDocument }),
  ignored: { Description: 'for people', Path: 'for people' },
  identify: (name, { accountId }) => {
    const arn = `arn:aws:iam::${accountId}:policy/${name}`
    return { arn, ref: arn, attributes: { PolicyArn: arn } }
  },
} satisfies ResourceType<unknown>

export const key = {
  type: 'AWS::KMS::Key',
  properties: z.strictObject({ KeyPolicy: policyDocument }),
  ignored: { Description: 'for people', EnableKeyRotation: 'nothing is encrypted in memory' },
  identify: identifiedIn('kms', 'key/'),
} satisfies ResourceType<unknown>
