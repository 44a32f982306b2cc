import { z } from 'zod'

import { arnOf, type Kind } from '../template/kind.ts'

const properties = z.strictObject({
  VisibilityTimeout: z.number().default(30),
  MessageRetentionPeriod: z.number().optional(),
  RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number() }).optional(),
  KmsMasterKeyId: z.string().optional(),
})

export type QueueProperties = z.infer<typeof properties>

export const queue: Kind<QueueProperties> = {
  type: 'AWS::SQS::Queue',
  nameProperty: 'QueueName',
  properties,
  ignored: {},
  identify: (name, place) => {
    const arn = arnOf('sqs', place, name)
    return { arn, ref: `${place.endpoint}/${place.accountId}/${name}`, attributes: { Arn: arn, QueueName: name } }
  },
}
