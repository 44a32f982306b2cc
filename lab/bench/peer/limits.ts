import type { DynamoDB } from '@aws-sdk/client-dynamodb'
import { RateLimiterDynamo, RateLimiterRes } from 'rate-limiter-flexible'

import type { Config } from '../../../shared/rules/config.ts'

const hour = 3600
const day = 24 * hour

/** The limits for each sender and for each budget. They count in fixed windows that begin with their first text. */
export type Limits = {
  /** Counts a reply to a sender. Returns false if it is one too many. */
  readonly sender: (senderKey: string) => Promise<boolean>
  /** Counts a reply against the budget. Returns false if it is one too many. */
  readonly budget: (name: string) => Promise<boolean>
}

export const createLimits = (storeClient: DynamoDB, tableName: string, { limits, budgets }: Config): Limits => {
  const limiter = (keyPrefix: string, points: number, duration: number): Limiter =>
    new RateLimiterDynamo({
      storeClient,
      tableName,
      tableCreated: true,
      ttlSet: true,
      keyPrefix,
      points,
      duration,
      // As the library's documentation advises for DynamoDB: a key without points left costs no request in this process.
      inMemoryBlockOnConsumed: points,
    })
  const senders = limits.map(({ replies, perMs }) => limiter(`sender${perMs}`, replies, perMs / 1000))
  const periods = Object.entries(budgets).map(
    ([name, budget]) =>
      [
        name,
        [
          limiter(`${name}-hour`, budget.hour, hour),
          limiter(`${name}-day`, budget.day, day),
          limiter(`${name}-month`, budget.month, 30 * day),
        ],
      ] as const,
  )
  const byBudget = new Map(periods)
  return {
    sender: (senderKey) => allLeaveRoom(senders, senderKey),
    budget: (name) => allLeaveRoom(byBudget.get(name) ?? [], name),
  }
}

type Limiter = Pick<RateLimiterDynamo, 'consume'>

/** Asks the limiters one after the other, because a reply that a shorter window refuses must not count in a longer one. */
const allLeaveRoom = async (limiters: readonly Limiter[], key: string): Promise<boolean> => {
  for (const limiter of limiters) if (!(await leavesRoom(limiter, key))) return false
  return true
}

const leavesRoom = async (limiter: Limiter, key: string): Promise<boolean> => {
  try {
    await limiter.consume(key)
    return true
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return false
    throw refusal
  }
}
