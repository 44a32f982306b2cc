import { z } from 'zod'

import { arnOf, type Kind } from './kind.ts'

const properties = z.strictObject({
  VisibilityTimeout: z.number().default(30),
  DelaySeconds: z.number().optional(),
  MaximumMessageSize: z.number().optional(),
  MessageRetentionPeriod: z.number().optional(),
  ReceiveMessageWaitTimeSeconds: z.number().optional(),
  RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number() }).optional(),
  KmsMasterKeyId: z.string().optional(),
})

export type QueueProperties = z.infer<typeof properties>

export const queue: Kind<QueueProperties> = {
  type: 'AWS::SQS::Queue',
  nameProperty: 'QueueName',
  properties,
  ignored: {
    QueueName: 'read before the other properties',
    KmsDataKeyReusePeriodSeconds: 'nothing is encrypted in memory',
    SqsManagedSseEnabled: 'nothing is encrypted in memory',
    RedriveAllowPolicy: 'each dead-letter queue has the one source that names it',
    Tags: 'nobody is billed',
  },
  identify: (name, place) => {
    const arn = arnOf('sqs', place, name)
    return { arn, ref: `${place.endpoint}/${place.accountId}/${name}`, attributes: { Arn: arn, QueueName: name } }
  },
}
