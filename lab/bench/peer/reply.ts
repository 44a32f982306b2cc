import { JSONStringified } from '@aws-lambda-powertools/parser/helpers'
import { SqsRecordSchema } from '@aws-lambda-powertools/parser/schemas/sqs'
import { z } from 'zod'

const reply = z.object({
  inboundId: z.string(),
  to: z.string(),
  from: z.string(),
  text: z.string(),
  dueAt: z.number(),
})

/** A reply that waits on the queue between the two functions. */
export type Reply = z.infer<typeof reply>

export const replyRecord = SqsRecordSchema.extend({ body: JSONStringified(reply) })
