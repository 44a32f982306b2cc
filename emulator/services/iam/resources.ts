import { z } from 'zod'
import { identifiedIn, type ResourceType, withoutArn } from '../../template/resource-type.ts'

export const policyDocument = z.looseObject({ Statement: z.array(z.looseObject({})) })

export type PolicyDocument = z.infer<typeof policyDocument>

const roleProperties = z.strictObject({
  Policies: z.array(z.strictObject({ PolicyName: z.string(), PolicyDocument: policyDocument })).default([]),
  // It permits to write logs, for which functions need no permission here (developer guide, execution role).
  ManagedPolicyArns: z
    .array(
      z.string().endsWith(':policy/service-role/AWSLambdaBasicExecutionRole', 'the policies of AWS are not known here'),
    )
    .default([]),
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

const inlineProperties = z.strictObject({ PolicyDocument: policyDocument, Roles: z.array(z.string()).min(1) })

/** A policy that is embedded in roles. */
export const inlinePolicy: ResourceType<z.infer<typeof inlineProperties>> = {
  type: 'AWS::IAM::Policy',
  nameProperty: 'PolicyName',
  properties: inlineProperties,
  ignored: {},
  identify: withoutArn,
}

const managedProperties = z.strictObject({ PolicyDocument: policyDocument })

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

const keyProperties = z.strictObject({ KeyPolicy: policyDocument })

export const key: ResourceType<z.infer<typeof keyProperties>> = {
  type: 'AWS::KMS::Key',
  properties: keyProperties,
  ignored: {
    Description: 'for people',
    EnableKeyRotation: 'nothing is encrypted in memory',
  },
  identify: identifiedIn('kms', 'key/'),
}
