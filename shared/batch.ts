import type { SQSBatchResponse } from 'aws-lambda'

/** Runs the work for one message. If it throws, passes the error to `told` and returns undefined. */
export const tried = async <T>(work: () => Promise<T>, told: (error: unknown) => void): Promise<T | undefined> => {
  try {
    return await work()
  } catch (error) {
    told(error)
    return undefined
  }
}

/** Returns the response that makes SQS deliver these messages again, when their visibility timeout ends. */
export const again = (messageIds: Iterable<string>): SQSBatchResponse => ({
  batchItemFailures: [...new Set(messageIds)].map((itemIdentifier) => ({ itemIdentifier })),
})
