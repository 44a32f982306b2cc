import { z } from 'zod'

import { arnOf, type Identity, type Kind } from '../template/kind.ts'

/** Policies have no ARN of their own, but a name. */
const withoutArn = (name: string): Identity => ({ arn: '', ref: name, attributes: { Id: name } })

const document = z.looseObject({ Statement: z.array(z.looseObject({})) })

export type PolicyDocument = z.infer<typeof document>

const roleProperties = z.strictObject({
  Policies: z.array(z.strictObject({ PolicyName: z.string(), PolicyDocument: document })).default([]),
})

export const role: Kind<z.infer<typeof roleProperties>> = {
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

const attachedProperties = z.strictObject({ PolicyDocument: document, Roles: z.array(z.string()) })

export const attachedPolicy: Kind<z.infer<typeof attachedProperties>> = {
  type: 'AWS::IAM::Policy',
  properties: attachedProperties,
  ignored: { PolicyName: 'for people' },
  identify: withoutArn,
}

const managedProperties = z.strictObject({ PolicyDocument: document })

export const managedPolicy: Kind<z.infer<typeof managedProperties>> = {
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

const queuePolicyProperties = z.strictObject({ PolicyDocument: document, Queues: z.array(z.string()) })

export const queuePolicy: Kind<z.infer<typeof queuePolicyProperties>> = {
  type: 'AWS::SQS::QueuePolicy',
  properties: queuePolicyProperties,
  ignored: {},
  identify: withoutArn,
}

const topicPolicyProperties = z.strictObject({ PolicyDocument: document, Topics: z.array(z.string()) })

export const topicPolicy: Kind<z.infer<typeof topicPolicyProperties>> = {
  type: 'AWS::SNS::TopicPolicy',
  properties: topicPolicyProperties,
  ignored: {},
  identify: withoutArn,
}

const keyProperties = z.strictObject({ KeyPolicy: document })

export const key: Kind<z.infer<typeof keyProperties>> = {
  type: 'AWS::KMS::Key',
  properties: keyProperties,
  ignored: {
    Description: 'for people',
    EnableKeyRotation: 'nothing is encrypted in memory',
  },
  identify: (name, place) => {
    const arn = arnOf('kms', place, `key/${name}`)
    return { arn, ref: name, attributes: { Arn: arn, KeyId: name } }
  },
}
