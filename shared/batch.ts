import type { SQSBatchResponse } from 'aws-lambda'

/** What the work for a message returns. What it throws is told, and the work isn't done: undefined. */
export const tried = async <T>(work: () => Promise<T>, told: (error: unknown) => void): Promise<T | undefined> => {
  try {
    return await work()
  } catch (error) {
    told(error)
    return undefined
  }
}

/** The response by which SQS delivers these messages again, when their visibility timeout ends. */
export const again = (messageIds: Iterable<string>): SQSBatchResponse => ({
  batchItemFailures: [...new Set(messageIds)].map((itemIdentifier) => ({ itemIdentifier })),
})
