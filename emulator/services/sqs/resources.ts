import { z } from 'zod'
import { arnOf, type ResourceType, withoutArn } from '../../template/resource-type.ts'
import { policyDocument } from '../iam/resources.ts'

const properties = z.strictObject({
  VisibilityTimeout: z.number().default(30),
  MessageRetentionPeriod: z.number().optional(),
  RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number() }).optional(),
  KmsMasterKeyId: z.string().optional(),
})

export const queue: ResourceType<z.infer<typeof properties>> = {
  type: 'AWS::SQS::Queue',
  nameProperty: 'QueueName',
  properties,
  ignored: {},
  identify: (name, place) => {
    const arn = arnOf('sqs', place, name)
    return { arn, ref: `${place.endpoint}/${place.accountId}/${name}`, attributes: { Arn: arn, QueueName: name } }
  },
}

const queuePolicyProperties = z.strictObject({ PolicyDocument: policyDocument, Queues: z.array(z.string()) })

export const queuePolicy: ResourceType<z.infer<typeof queuePolicyProperties>> = {
  type: 'AWS::SQS::QueuePolicy',
  properties: queuePolicyProperties,
  ignored: {},
  identify: withoutArn,
}
