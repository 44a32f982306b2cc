import { randomUUID } from 'node:crypto'
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'
import { z } from 'zod'
import { answerJson, errorAnswer, ServiceFailure } from '../../endpoint/answers.ts'
import { type Answer, type Call, type ServiceHandler, textParameter } from '../../endpoint/call.ts'
import { arnOf, type Place, type ResourceType, withoutArn } from '../../template/resource-type.ts'
import type { Stack } from '../../template/stack.ts'
import type { Permission, RequiredPermissions } from '../iam/permissions.ts'
import { policyDocument } from '../iam/resources.ts'

export const queue = {
  type: 'AWS::SQS::Queue',
  nameProperty: 'QueueName',
  properties: z.strictObject({
    VisibilityTimeout: z.number().default(30),
    MessageRetentionPeriod: z.number().optional(),
    RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number() }).optional(),
    KmsMasterKeyId: z.string().optional(),
  }),
  identify: (name, place) => {
    const arn = arnOf('sqs', place, name)
    return { arn, ref: `${place.endpoint}/${place.accountId}/${name}`, attributes: { Arn: arn, QueueName: name } }
  },
} satisfies ResourceType<unknown>

export const queuePolicy = {
  type: 'AWS::SQS::QueuePolicy',
  properties: z.strictObject({ PolicyDocument: policyDocument, Queues: z.array(z.string()) }),
  identify: withoutArn,
} satisfies ResourceType<unknown>

/** SQS, implemented by fauxqs and extended by what fauxqs lacks. `sqs` signs as the account owner. */
export const createSqs = (stack: Stack, fauxqs: ServiceHandler, sqs: SQSClient): ServiceHandler => {
  const visibility = createVisibilityLimit()
  const moveTasks = createMoveTasks(stack, sqs)
  return async (call) => {
    if (call.action === 'StartMessageMoveTask') return moveTasks(call)
    const answer = visibility.refusal(call) ?? (await fauxqs(call))
    visibility.observe(call, answer)
    return answer
  }
}

export const sqsPermissions: RequiredPermissions = (call, place) =>
  call.action === 'StartMessageMoveTask' ? ofMove(call) : [ofQueue(call, place)]

/** A batch action needs the permission for the single action. */
const ofQueue = (call: Call, place: Place): Permission => {
  const name = textParameter(call, 'QueueUrl').split('/').at(-1) || textParameter(call, 'QueueName')
  return { action: `sqs:${call.action.replace(/Batch$/, '')}`, resource: name === '' ? '*' : arnOf('sqs', place, name) }
}

/** Moving dead letters needs these. AWS also wants to send to their old queue, which the request doesn't name. */
const ofMove = (call: Call): readonly Permission[] =>
  ['StartMessageMoveTask', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((action) => ({
    action: `sqs:${action}`,
    resource: textParameter(call, 'SourceArn'),
  }))

export const createQueues = async (stack: Stack, client: SQSClient): Promise<void> => {
  for (const { attributes, properties, ref } of stack.all(queue)) {
    const policy = stack.all(queuePolicy).find(({ properties: { Queues } }) => Queues.includes(ref))
    const Attributes = attributesOf({ Policy: policy?.properties.PolicyDocument, ...properties })
    await client.send(new CreateQueueCommand({ QueueName: attributes['QueueName'], Attributes }))
  }
}

/** SQS and SNS take the values of all attributes as strings. */
export const attributesOf = (properties: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]],
    ),
  )

/** The redrive of dead letters to the queue that they came from (API reference, StartMessageMoveTask). */
const createMoveTasks = (stack: Stack, sqs: SQSClient) =>
  answerJson('sqs', {
    StartMessageMoveTask: async ({ SourceArn }) => {
      const source = stack.all(queue).find(({ arn }) => arn === SourceArn)
      const target = stack
        .all(queue)
        .find(({ properties }) => properties.RedrivePolicy?.deadLetterTargetArn === SourceArn)
      // SQS moves messages only from the dead-letter queue of a queue, not from that of a subscription.
      if (source === undefined || target === undefined)
        throw new ServiceFailure('ResourceNotFoundException', 'Source queue must be configured as a Dead Letter Queue.')
      await moveAll(sqs, source.ref, target.ref)
      return { TaskHandle: randomUUID() }
    },
  })

const moveAll = async (sqs: SQSClient, from: string, to: string): Promise<void> => {
  const receive = async (): Promise<readonly Message[]> =>
    (await sqs.send(new ReceiveMessageCommand({ QueueUrl: from, MaxNumberOfMessages: 10 }))).Messages ?? []
  for (let messages = await receive(); messages.length > 0; messages = await receive())
    for (const { Body, ReceiptHandle } of messages) {
      await sqs.send(new SendMessageCommand({ QueueUrl: to, MessageBody: Body }))
      await sqs.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle }))
    }
}

const limitMs = 12 * 60 * 60 * 1000

/** A message can't be hidden for more than 12 hours after it was received (developer guide, visibility timeout). */
const createVisibilityLimit = () => {
  const receivedAt = new Map<string, number>()
  const tooLate = (receiptHandle: unknown, seconds: unknown): boolean => {
    const received = typeof receiptHandle === 'string' ? receivedAt.get(receiptHandle) : undefined
    return received !== undefined && Date.now() + Number(seconds) * 1000 > received + limitMs
  }
  return {
    /** The error that SQS returns if a request would exceed the limit; undefined for other requests. */
    refusal: ({ action, parameters }: Call): Answer | undefined => {
      if (action !== 'ChangeMessageVisibility') return undefined
      if (!tooLate(parameters['ReceiptHandle'], parameters['VisibilityTimeout'])) return undefined
      const reason = `Value ${parameters['VisibilityTimeout']} for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds]`
      return errorAnswer('sqs', { code: 'InvalidParameterValue', message: reason, status: 400 })
    },
    observe: ({ action }: Call, { status, body }: Answer): void => {
      if (action !== 'ReceiveMessage' || status !== 200) return
      for (const [handle, at] of receivedAt) {
        if (at + limitMs >= Date.now()) break
        receivedAt.delete(handle)
      }
      for (const { ReceiptHandle } of JSON.parse(body).Messages ?? []) receivedAt.set(ReceiptHandle, Date.now())
    },
  }
}
