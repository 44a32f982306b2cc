import { CreateTopicCommand, type SNSClient, SubscribeCommand } from '@aws-sdk/client-sns'
import { z } from 'zod'
import { errorAnswer, type ServiceError } from '../../endpoint/answers.ts'
import { type Caller, type ServiceHandler, textParameter } from '../../endpoint/call.ts'
import { arnOf, type ResourceType, withoutArn } from '../../template/resource-type.ts'
import type { Stack } from '../../template/stack.ts'
import { assertAllowed, type Permissions, type RequiredPermissions } from '../iam/permissions.ts'
import { policyDocument } from '../iam/resources.ts'
import { attributesOf } from '../sqs/sqs.ts'

export const topic = {
  type: 'AWS::SNS::Topic',
  nameProperty: 'TopicName',
  properties: z.strictObject({ KmsMasterKeyId: z.string().optional() }),
  ignored: { DisplayName: 'only e-mails and texts to subscribers show it' },
  identify: (name, place) => {
    const arn = arnOf('sns', place, name)
    return { arn, ref: arn, attributes: { TopicArn: arn, TopicName: name } }
  },
} satisfies ResourceType<unknown>

export const subscription = {
  type: 'AWS::SNS::Subscription',
  properties: z.strictObject({
    TopicArn: z.string(),
    Protocol: z.enum(['sqs', 'email']),
    Endpoint: z.string(),
    RawMessageDelivery: z.boolean().default(false),
    RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string() }).optional(),
  }),
  identify: (name, place) => {
    const arn = arnOf('sns', place, name)
    return { arn, ref: arn, attributes: {} }
  },
} satisfies ResourceType<unknown>

export const topicPolicy = {
  type: 'AWS::SNS::TopicPolicy',
  properties: z.strictObject({ PolicyDocument: policyDocument, Topics: z.array(z.string()) }),
  identify: withoutArn,
} satisfies ResourceType<unknown>

/** SNS, by fauxqs, without texts to phones. `observe` is called with each message published to a topic. */
export const createSns =
  (fauxqs: ServiceHandler, observe: (message: string) => void): ServiceHandler =>
  async (call) => {
    if (textParameter(call, 'PhoneNumber') !== '') return errorAnswer('sns', noSms)
    const answer = await fauxqs(call)
    if (call.action === 'Publish' && answer.status === 200) observe(textParameter(call, 'Message'))
    return answer
  }

/** Batches need the single action's permission. Without a topic it is on `*` (service authorization reference). */
export const snsPermissions: RequiredPermissions = (call) => [
  { action: `sns:${call.action.replace(/Batch$/, '')}`, resource: textParameter(call, 'TopicArn') || '*' },
]

/** At AWS, such a text is silently dropped if End User Messaging refuses it, so here SNS says what to use. */
const noSms: ServiceError = {
  code: 'InvalidParameter',
  message: "The emulator's SNS texts no phone: use SendTextMessage of End User Messaging.",
  status: 400,
}

/** Throws a `CloudError` if SNS may not send to a queue or its dead letters, since it would lose them silently. */
export const checkSubscriptions = async (stack: Stack, permissions: Permissions): Promise<void> => {
  for (const { logicalId, properties } of stack.all(subscription)) {
    const { TopicArn, Protocol, Endpoint, RedrivePolicy } = properties
    const sns: Caller = { kind: 'service', principal: 'sns.amazonaws.com', sourceArn: TopicArn }
    const check = (what: string, resource: string) =>
      assertAllowed(permissions, what, sns, { action: 'sqs:SendMessage', resource })
    if (Protocol === 'sqs') await check(`SNS can't deliver to ${logicalId}`, Endpoint)
    if (RedrivePolicy !== undefined)
      await check(`SNS can't save what ${logicalId} loses`, RedrivePolicy.deadLetterTargetArn)
  }
}

/** Creates the topics of a stack with their subscriptions. Mails are only kept (mails.ts). */
export const createTopics = async (stack: Stack, client: SNSClient): Promise<void> => {
  for (const { arn, attributes, properties } of stack.all(topic)) {
    const policy = stack.all(topicPolicy).find(({ properties: { Topics } }) => Topics.includes(arn))
    const Attributes = attributesOf({ Policy: policy?.properties.PolicyDocument, ...properties })
    await client.send(new CreateTopicCommand({ Name: attributes['TopicName'], Attributes }))
  }
  for (const { properties } of stack.all(subscription)) {
    const { TopicArn, Protocol, Endpoint, RawMessageDelivery, RedrivePolicy } = properties
    const Attributes = attributesOf({ RawMessageDelivery, RedrivePolicy })
    await client.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes }))
  }
}
