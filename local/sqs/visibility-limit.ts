import { errorAnswer } from '../endpoint/answers.ts'
import type { Answer, Call } from '../endpoint/call.ts'

const limitMs = 12 * 60 * 60 * 1000

/**
 * The one rule about visibility that fauxqs lacks: a message can't stay hidden for more than 12 hours from its receive,
 * and SQS refuses to hide it beyond (developer guide, visibility time-out).
 */
export const createVisibilityLimit = (now: () => number = Date.now) => {
  const receivedAt = new Map<string, number>()
  const tooLate = (receiptHandle: unknown, seconds: unknown): boolean => {
    const received = typeof receiptHandle === 'string' ? receivedAt.get(receiptHandle) : undefined
    return received !== undefined && now() + Number(seconds) * 1000 > received + limitMs
  }
  return {
    /** The error that SQS would give to a call that hides a message for too long. */
    refusal: ({ action, parameters }: Call): Answer | undefined => {
      if (action !== 'ChangeMessageVisibility') return undefined
      if (!tooLate(parameters['ReceiptHandle'], parameters['VisibilityTimeout'])) return undefined
      const reason = `Value ${parameters['VisibilityTimeout']} for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds]`
      return errorAnswer('sqs', { code: 'InvalidParameterValue', message: reason, status: 400 })
    },
    /** Notes which messages a call received. */
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
