import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { impossible } from '../../named-error.ts'
import type { SenderStore, StoredSender } from '../../ports.ts'
import { nextVersion, noVersion, type SenderRecord, unknownSender, type Waiting } from '../../rules/sender-record.ts'
import { operatorAttributes } from '../../rules/who-writes-what.ts'
import { type Condition, type DynamoTable, type Item, latestMs, numberOf, ttl } from './table.ts'

/** Stores senders as items `sender#<senderKey>`. */
export const createSenderStore = (table: DynamoTable): SenderStore => ({
  load: async (senderKey, read) => {
    const item = await table.get(pk(senderKey), read)
    return item === undefined ? { record: unknownSender, version: 0 } : senderFromItem(item)
  },
  save: async (senderKey, record, version, expiresAt) => {
    const item = { pk: { S: pk(senderKey) }, ...toItem(record, version, expiresAt) }
    return (await table.put(item, ifStill(version))) ? 'saved' : 'conflict'
  },
})

/** Creates a store that saves what operators may write, and leaves all else of a stored record as it is. */
export const createOperatorSenderStore = (table: DynamoTable): SenderStore => ({
  ...createSenderStore(table),
  save: async (senderKey, record, version, expiresAt) => {
    const item = toItem(record, version, expiresAt)
    const names = operatorAttributes.filter((name) => name !== 'pk')
    const { ConditionExpression, ExpressionAttributeValues } = ifStill(version)
    const updated = await table.update(pk(senderKey), {
      UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`)}`,
      ConditionExpression,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: {
        ...ExpressionAttributeValues,
        ...Object.fromEntries(names.map((name) => [`:${name}`, item[name] ?? impossible('An attribute is missing')])),
      },
    })
    return updated ? 'saved' : 'conflict'
  },
})

/** If TTL has deleted the item meanwhile, that is a conflict: writing would restore data that had to be erased. */
const ifStill = (version: number): Condition => {
  if (version === 0) return { ConditionExpression: 'attribute_not_exists(pk)' }
  if (version === noVersion) return { ConditionExpression: 'attribute_exists(pk)' }
  return {
    ConditionExpression: '#version = :read',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':read': number(version) },
  }
}

/** Deletes a sender's item if it still has `version`. */
export const eraseSender = (table: DynamoTable, senderKey: string, version: number): Promise<void> =>
  table.delete(pk(senderKey), ifStill(version))

const pk = (senderKey: string): string => `${senderPrefix}${senderKey}`

/** The key prefix of senders' items. */
const senderPrefix = 'sender#'

const number = (value: number): AttributeValue => ({ N: String(value) })

/** Leaves out empty fields that operators may not write, so that they can store a record without them. */
const toItem = (record: SenderRecord, version: number, expiresAt: number): Item => ({
  version: number(nextVersion(version, expiresAt)),
  expiresAt: ttl(expiresAt),
  ...(record.replies.size > 0 && { replies: replies(record.replies) }),
  strikes: number(record.strikes),
  ...(record.struck.length > 0 && { struck: words(record.struck) }),
  blockedUntil: number(record.blockedUntil),
  blockedByHandUntil: number(record.blockedByHandUntil),
  optedOutUntil: number(record.optedOutUntil),
  optedOutSince: number(record.optedOutSince),
  ...(record.turnedAwayAt > 0 && { turnedAwayAt: number(record.turnedAwayAt) }),
  ...(record.waiting !== undefined && { waiting: waiting(record.waiting) }),
})

const words = (list: readonly string[]): AttributeValue => ({ L: list.map((word) => ({ S: word })) })

const wordsOf = (value: AttributeValue | undefined): readonly string[] =>
  (value?.L ?? []).flatMap(({ S: word }) => word ?? [])

/** Reads the end of a silence, which holds if it can't be read. */
const endOf = (value: AttributeValue | undefined): number =>
  value !== undefined && value.N === undefined ? latestMs : numberOf(value)

/** A version that is no whole number, or too large to be exact, could never be asked for again. */
const versionOf = (value: AttributeValue | undefined): number => {
  const version = /^[1-9]\d*$/.test(value?.N ?? '') ? Number(value?.N) : noVersion
  return Number.isSafeInteger(version) ? version : noVersion
}

/** A reply is stored as its two times: when it was promised, and when it is due. */
const replies = (byId: SenderRecord['replies']): AttributeValue => ({
  M: Object.fromEntries([...byId].map(([id, { at, dueAt }]) => [id, { L: [number(at), number(dueAt)] }])),
})

const repliesOf = (value: AttributeValue | undefined): SenderRecord['replies'] =>
  new Map(
    Object.entries(value?.M ?? {}).map(([id, { L: times }]) => [
      id,
      { at: numberOf(times?.[0]), dueAt: numberOf(times?.[1]) },
    ]),
  )

/** A text that waits is stored as its id, its times, its lot, and 1 if its sender asks again. */
const waiting = ({ inboundId, sentAt, since, lot, asksAgain }: Waiting): AttributeValue => ({
  L: [{ S: inboundId }, ...[sentAt, since, lot, asksAgain ? 1 : 0].map(number)],
})

const waitingOf = (value: AttributeValue | undefined): Waiting | undefined => {
  const [id, ...numbers] = value?.L ?? []
  const [sentAt = 0, since = 0, lot = 0, asksAgain = 0] = numbers.map(numberOf)
  return id?.S === undefined ? undefined : { inboundId: id.S, sentAt, since, lot, asksAgain: asksAgain === 1 }
}

/** Reads a record, of which operators may have written anything that IAM lets them. */
const senderFromItem = (item: Item): StoredSender => ({
  record: {
    replies: repliesOf(item['replies']),
    strikes: numberOf(item['strikes']),
    struck: wordsOf(item['struck']),
    blockedUntil: endOf(item['blockedUntil']),
    blockedByHandUntil: numberOf(item['blockedByHandUntil']),
    optedOutUntil: endOf(item['optedOutUntil']),
    optedOutSince: numberOf(item['optedOutSince']),
    turnedAwayAt: numberOf(item['turnedAwayAt']),
    waiting: waitingOf(item['waiting']),
  },
  version: versionOf(item['version']),
})
