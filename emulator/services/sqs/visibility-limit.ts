import { errorAnswer } from '../../endpoint/answers.ts'
import type { Answer, Call } from '../../endpoint/call.ts'

const limitMs = 12 * 60 * 60 * 1000

/**
 * The limit on the visibility timeout, which fauxqs lacks: a message can't be hidden for more than 12 hours after it was
 * received, and SQS refuses a longer timeout (developer guide, visibility timeout).
 */
export const createVisibilityLimit = (now: () => number = Date.now) => {
  const receivedAt = new Map<string, number>()
  const tooLate = (receiptHandle: unknown, seconds: unknown): boolean => {
    const received = typeof receiptHandle === 'string' ? receivedAt.get(receiptHandle) : undefined
    return received !== undefined && now() + Number(seconds) * 1000 > received + limitMs
  }
  return {
    /** The error that SQS returns if a request would exceed the limit; undefined for other requests. */
    refusal: ({ action, parameters }: Call): Answer | undefined => {
      if (action !== 'ChangeMessageVisibility') return undefined
      if (!tooLate(parameters['ReceiptHandle'], parameters['VisibilityTimeout'])) return undefined
      const reason = `Value ${parameters['VisibilityTimeout']} for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds]`
      return errorAnswer('sqs', { code: 'InvalidParameterValue', message: reason, status: 400 })
    },
    /** Notes when the messages in a response were received. */
    observe: ({ action }: Call, { status, body }: Answer): void => {
      if (action !== 'ReceiveMessage' || status !== 200) return
      for (const [handle, at] of receivedAt) {
        if (at + limitMs >= now()) break
        receivedAt.delete(handle)
      }
      for (const { ReceiptHandle } of JSON.parse(body).Messages ?? []) receivedAt.set(ReceiptHandle, now())
    },
  }
}
