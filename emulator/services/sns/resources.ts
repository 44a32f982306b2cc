import { z } from 'zod'
import { arnOf, type ResourceType, withoutArn } from '../../template/resource-type.ts'
import { policyDocument } from '../iam/resources.ts'

const properties = z.strictObject({ KmsMasterKeyId: z.string().optional() })

export const topic: ResourceType<z.infer<typeof properties>> = {
  type: 'AWS::SNS::Topic',
  nameProperty: 'TopicName',
  properties,
  ignored: {
    DisplayName: 'only e-mails and texts to subscribers show it',
  },
  identify: (name, place) => {
    const arn = arnOf('sns', place, name)
    return { arn, ref: arn, attributes: { TopicArn: arn, TopicName: name } }
  },
}

const subscriptionProperties = z.strictObject({
  TopicArn: z.string(),
  Protocol: z.enum(['sqs', 'email']),
  Endpoint: z.string(),
  RawMessageDelivery: z.boolean().default(false),
  RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string() }).optional(),
})

export const subscription: ResourceType<z.infer<typeof subscriptionProperties>> = {
  type: 'AWS::SNS::Subscription',
  properties: subscriptionProperties,
  ignored: {},
  identify: (name, place) => {
    const arn = arnOf('sns', place, name)
    return { arn, ref: arn, attributes: {} }
  },
}

const topicPolicyProperties = z.strictObject({ PolicyDocument: policyDocument, Topics: z.array(z.string()) })

export const topicPolicy: ResourceType<z.infer<typeof topicPolicyProperties>> = {
  type: 'AWS::SNS::TopicPolicy',
  properties: topicPolicyProperties,
  ignored: {},
  identify: withoutArn,
}
