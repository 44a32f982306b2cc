import type { AttributeValue } from '@aws-sdk/client-dynamodb'

import type { SenderStore, StoredSender } from '../../ports.ts'
import { nextVersion, type SenderRecord, unknownSender } from '../../rules/sender-record.ts'
import { type DynamoTable, type Item, itemFormat, numberOf, ttl } from './table.ts'

/** Stores senders as items `sender#<senderKey>`. */
export const createSenderStore = (table: DynamoTable): SenderStore => ({
  load: async (senderKey, read) => {
    const item = await table.get(pk(senderKey), read)
    return item === undefined ? { record: unknownSender, version: 0 } : senderFromItem(item)
  },
  save: async (senderKey, record, version, expiresAt) => {
    const item = {
      pk: { S: pk(senderKey) },
      ...toItem(record),
      version: number(nextVersion(version, expiresAt)),
      expiresAt: ttl(expiresAt),
    }
    // An item that TTL has deleted meanwhile is a conflict too, because writing it would restore data that had to be erased.
    const condition =
      version === 0
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: '#version = :version',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':version': number(version) },
          }
    return (await table.put(item, condition)) ? 'saved' : 'conflict'
  },
})

/** Deletes a sender's item if it still has `version`. */
export const eraseSender = (table: DynamoTable, senderKey: string, version: number): Promise<void> =>
  table.delete(pk(senderKey), {
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': number(version) },
  })

const pk = (senderKey: string): string => `${senderPrefix}${senderKey}`

/** The key prefix of senders' items. */
export const senderPrefix = 'sender#'

const number = (value: number): AttributeValue => ({ N: String(value) })

const toItem = (record: SenderRecord): Item => ({
  ...itemFormat,
  replies: times(record.replies),
  bookedFor: notes(record.bookedFor),
  ...(record.bookedAnewFor.size > 0 && { bookedAnewFor: notes(record.bookedAnewFor) }),
  strikes: number(record.strikes),
  struck: words(record.struck),
  blockedUntil: number(record.blockedUntil),
  ...(record.blockedByHandUntil !== undefined && { blockedByHandUntil: number(record.blockedByHandUntil) }),
  optedOutUntil: number(record.optedOutUntil),
  optedOutSince: number(record.optedOutSince),
  heldBackAt: number(record.heldBackAt),
  ...(record.heldBackBefore > 0 && { heldBackBefore: number(record.heldBackBefore) }),
  ...(record.alias !== undefined && { aliasOf: { S: record.alias.of }, aliasUntil: number(record.alias.until) }),
  ...(record.names.keys.length > 0 && {
    names: words(record.names.keys),
    namesUntil: number(record.names.until),
  }),
})

const words = (list: readonly string[]): AttributeValue => ({ L: list.map((word) => ({ S: word })) })

const wordsOf = (value: AttributeValue | undefined): readonly string[] => (value?.L ?? []).flatMap(({ S }) => S ?? [])

const times = (byId: ReadonlyMap<string, number>): AttributeValue => ({
  M: Object.fromEntries([...byId].map(([id, at]) => [id, number(at)])),
})

const timesOf = (value: AttributeValue | undefined): ReadonlyMap<string, number> =>
  new Map(Object.entries(value?.M ?? {}).map(([id, at]) => [id, numberOf(at)]))

/** A note is stored as its due time and its MAC, with a space between them. */
const notes = (byId: SenderRecord['bookedFor']): AttributeValue => ({
  M: Object.fromEntries([...byId].map(([id, { dueAt, mac }]) => [id, { S: `${dueAt} ${mac}` }])),
})

const notesOf = (value: AttributeValue | undefined): SenderRecord['bookedFor'] =>
  new Map(
    Object.entries(value?.M ?? {}).map(([id, note]) => {
      const [dueAt, mac = ''] = (note.S ?? '').split(' ')
      return [id, { dueAt: Number(dueAt), mac }]
    }),
  )

const aliasOf = ({ aliasOf: of, aliasUntil: until }: Item): Pick<SenderRecord, 'alias'> =>
  of?.S === undefined ? {} : { alias: { of: of.S, until: numberOf(until) } }

/** Reads a sender from its item. */
export const senderFromItem = (item: Item): StoredSender => ({
  record: {
    replies: timesOf(item['replies']),
    bookedFor: notesOf(item['bookedFor']),
    bookedAnewFor: notesOf(item['bookedAnewFor']),
    strikes: numberOf(item['strikes']),
    struck: wordsOf(item['struck']),
    blockedUntil: numberOf(item['blockedUntil']),
    ...(item['blockedByHandUntil'] && { blockedByHandUntil: numberOf(item['blockedByHandUntil']) }),
    optedOutUntil: numberOf(item['optedOutUntil']),
    optedOutSince: numberOf(item['optedOutSince']),
    heldBackAt: numberOf(item['heldBackAt']),
    heldBackBefore: numberOf(item['heldBackBefore']),
    ...aliasOf(item),
    names: { keys: wordsOf(item['names']), until: numberOf(item['namesUntil']) },
  },
  version: numberOf(item['version']),
})
