import { JSONStringified } from '@aws-lambda-powertools/parser/helpers'
import { SnsSqsNotificationSchema } from '@aws-lambda-powertools/parser/schemas/sns'
import { SqsRecordSchema } from '@aws-lambda-powertools/parser/schemas/sqs'
import { z } from 'zod'

const payload = z.object({
  originationNumber: z.string(),
  destinationNumber: z.string(),
  messageBody: z.string(),
  inboundMessageId: z.string(),
})

/** An SQS record whose body is an SNS envelope, which holds the payload of End User Messaging. */
export const inboundRecord = SqsRecordSchema.extend({
  body: JSONStringified(SnsSqsNotificationSchema.extend({ Message: JSONStringified(payload) })),
})
