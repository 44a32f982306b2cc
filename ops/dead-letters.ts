import { type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs'
import { z } from 'zod'
import { readDeliveryReport } from '../shared/rules/delivery-report.ts'
import { readInboundSms } from '../shared/rules/inbound-sms.ts'
import { messageId } from '../shared/rules/message-id.ts'
import { readNotification } from '../shared/rules/notification.ts'
import { parseJson } from '../shared/rules/parse-json.ts'
import { logEvents } from '../shared/rules/telemetry.ts'
import type { Deployment } from './deployment.ts'
import { readLog } from './logs.ts'
import { type DeadLetterQueue, urlOf } from './queues.ts'

/**
 * A dead letter. `id` is that of the text that it holds or is about, or else of the message; `since` is when it was sent; `reason` is the
 * newest error about it, if the log still has one.
 */
export type DeadLetter = { readonly id: string; readonly since: string; readonly reason?: string }

/** Reads at most ten dead letters of a queue and leaves them there. The result contains no phone numbers and no texts. */
export const readDeadLetters = async (
  deployment: Deployment,
  queue: DeadLetterQueue,
): Promise<readonly DeadLetter[]> => {
  const { Messages = [] } = await deployment.aws.sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: urlOf(deployment, queue),
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 0,
      MessageSystemAttributeNames: ['SentTimestamp'],
    }),
  )
  return Promise.all(Messages.map((message) => describe(deployment, queue, message)))
}

const describe = async (
  deployment: Deployment,
  queue: DeadLetterQueue,
  { MessageId = '', Body = '', Attributes }: Message,
): Promise<DeadLetter> => {
  const since = Number(Attributes?.SentTimestamp ?? 0)
  const id = inboundIdIn(Body) ?? MessageId
  const { ReceiveSmsLogGroupName, SendReplyLogGroupName } = deployment.outputs
  const log = queue === 'replies' ? SendReplyLogGroupName : ReceiveSmsLogGroupName
  const ids = [...new Set([id, MessageId])]
  const lines = await Promise.all(ids.map((wanted) => readLog(deployment, log, wanted, since)))
  const reason = lines
    .flat()
    .map(reasonIn)
    .findLast((found) => found !== undefined)
  return { id, since: new Date(since).toISOString(), ...(reason !== undefined && { reason }) }
}

const inboundIdIn = (body: string): string | undefined => {
  const { data } = reply.safeParse(parseJson(body))
  const notification = readNotification(body)
  if (data !== undefined || notification === undefined) return data?.inboundId
  const report = readDeliveryReport(notification)
  return readInboundSms(notification)?.inboundId ?? (typeof report === 'object' ? report.inboundId : undefined)
}

const reply = z.object({ inboundId: messageId })

/** The error in a log line, if the line reports a text or a reply that could not be handled. */
const reasonIn = ({ line }: { readonly line: string }): string | undefined => {
  const { data } = trouble.safeParse(parseJson(line))
  return data?.error ?? data?.cause
}

const trouble = z.object({
  message: z.enum([logEvents.textFailed, logEvents.replyDelayed]),
  error: z.string().optional(),
  cause: z.string().optional(),
})
