import { NamedError } from '../../named-error.ts'
import type { Claim, ClaimStore } from '../../ports.ts'
import { deliveryStatuses } from '../../rules/delivery-report.ts'
import { outcomes } from '../../rules/telemetry.ts'
import { day, queueRetentionMs } from '../../rules/timing.ts'
import { type DynamoTable, type Item, numberOf, ttl } from './table.ts'

/** Longer than any queue keeps a message, so that no duplicate outlives its claim. */
const keepMs = queueRetentionMs + day

/** A claim may be released between our put and our read. If so many attempts don't suffice, something is broken. */
const maxAttempts = 3

/** Stores claims as `claim#<inbound id>`, and carriers' ids of replies as `message#<id>`, for the inbound id. */
export const createClaimStore = (table: DynamoTable): ClaimStore => {
  const read = async (inboundId: string): Promise<Item | undefined> => table.get(claimKey(inboundId), 'consistent')
  const claim: ClaimStore['claim'] = async (inboundId, wanted) => {
    const item = { pk: { S: claimKey(inboundId) }, ...toItem(wanted) }
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      if (await table.put(item, unlessClaimed)) return wanted
      const standing = fromItem(await read(inboundId))
      if (standing !== undefined) return standing
    }
    throw new NamedError('ClaimKeepsChanging', 'The claim is given up whenever we look at it')
  }
  return {
    read: async (inboundId) => fromItem(await read(inboundId)),
    claim,

    settle: async (inboundId, token, outcome, settlement) => {
      const settled = await table.update(claimKey(inboundId), {
        UpdateExpression: 'SET #outcome = :outcome, #settlement = :settlement',
        ConditionExpression: '#token = :token AND attribute_not_exists(#outcome)',
        ExpressionAttributeNames: { '#token': 'token', '#outcome': 'outcome', '#settlement': 'settlement' },
        ExpressionAttributeValues: {
          ':token': { S: token },
          ':outcome': { S: outcome },
          ':settlement': { S: settlement },
        },
      })
      // The SDK retries a request whose response was lost, so the stored settlement may be our own.
      return settled || (await read(inboundId))?.['settlement']?.S === settlement
    },

    report: ({ inboundId, status }, token) =>
      table.update(claimKey(inboundId), {
        UpdateExpression: 'SET delivery = :status, reportToken = :token',
        // The SDK retries a request whose response was lost, so the stored token may be our own.
        ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(reportToken) OR reportToken = :token)',
        ExpressionAttributeValues: { ':status': { S: status }, ':token': { S: token } },
      }),

    noteMessageId: async (messageId, inboundId, sentAt) => {
      const item = { pk: { S: messageKey(messageId) }, inboundId: { S: inboundId } }
      await table.put({ ...item, expiresAt: ttl(sentAt + keepMs) }, { ConditionExpression: 'attribute_not_exists(pk)' })
    },

    inboundIdOf: async (messageId) => (await table.get(messageKey(messageId), 'consistent'))?.['inboundId']?.S,

    release: (inboundId, token) =>
      table.delete(claimKey(inboundId), {
        ConditionExpression: '#token = :token AND attribute_not_exists(#outcome)',
        ExpressionAttributeNames: { '#token': 'token', '#outcome': 'outcome' },
        ExpressionAttributeValues: { ':token': { S: token } },
      }),
  }
}

/** An item without a token is no claim: who may write reports can make one where no claim is (`reportAttributes`). */
const unlessClaimed = {
  ConditionExpression: 'attribute_not_exists(#token)',
  ExpressionAttributeNames: { '#token': 'token' },
}

const claimKey = (inboundId: string): string => `claim#${inboundId}`
const messageKey = (messageId: string): string => `message#${messageId}`

const toItem = ({ token, claimedAt, outcome }: Claim): Item => ({
  token: { S: token },
  claimedAt: { N: String(claimedAt) },
  ...(outcome && { outcome: { S: outcome } }),
  expiresAt: ttl(claimedAt + keepMs),
})

const fromItem = (item: Item | undefined): Claim | undefined => {
  const token = item?.['token']?.S
  if (item === undefined || token === undefined) return undefined
  const outcome = outcomes.find((name) => name === item['outcome']?.S)
  const report = deliveryStatuses.find((name) => name === item['delivery']?.S)
  return {
    token,
    claimedAt: numberOf(item['claimedAt']),
    ...(outcome && { outcome }),
    ...(report && { report }),
  }
}
