import type { AttributeValue } from '@aws-sdk/client-dynamodb'

import type { CircuitStore } from '../../ports.ts'
import type { Circuit } from '../../rules/circuit.ts'
import { type DynamoTable, type Item, itemFormat, numberOf, ttl } from './table.ts'

/** Stores circuit breakers as items `circuit#<route>`. */
export const createCircuitStore = (table: DynamoTable): CircuitStore => ({
  read: async (route) => {
    const item = await table.get(circuitKey(route), 'consistent')
    return item && circuitFromItem(item)
  },

  refused: async (route, { open, refused, suspected }, expiresAt) => {
    const common = 'SET #format = :format, refused = :refused, suspected = :suspected, expiresAt = :expiresAt'
    const opening =
      ', reason = :reason, probeAt = :probeAt, openedAt = if_not_exists(openedAt, :openedAt), bookAt = if_not_exists(bookAt, :bookAt)'
    await table.update(circuitKey(route), {
      UpdateExpression: open === undefined ? common : `${common}${opening}`,
      ExpressionAttributeNames: { '#format': 'format' },
      ExpressionAttributeValues: {
        ':format': itemFormat.format,
        ':refused': keys(refused),
        ':suspected': keys(suspected),
        ':expiresAt': ttl(expiresAt),
        ...(open && {
          ':reason': { S: open.reason },
          ':probeAt': number(open.probeAt),
          ':openedAt': number(open.openedAt),
          ':bookAt': number(open.bookAt),
        }),
      },
    })
  },

  take: async (route, turn, from, to) => {
    const taken = await table.update(circuitKey(route), {
      UpdateExpression: 'SET #turn = :to',
      ConditionExpression: '#turn = :from',
      ExpressionAttributeNames: { '#turn': turn },
      ExpressionAttributeValues: { ':from': number(from), ':to': number(to) },
    })
    return taken !== undefined
  },

  close: async (route, suspected, expiresAt) => {
    if (suspected.length === 0) return table.delete(circuitKey(route), {})
    await table.put(
      {
        pk: { S: circuitKey(route) },
        ...itemFormat,
        refused: keys([]),
        suspected: keys(suspected),
        expiresAt: ttl(expiresAt),
      },
      {},
    )
  },
})

/** The key prefix of circuit breakers' items. */
export const circuitPrefix = 'circuit#'

const circuitKey = (route: string): string => `${circuitPrefix}${route}`

const number = (value: number): AttributeValue => ({ N: String(value) })

const keys = (senderKeys: readonly string[]): AttributeValue => ({ L: senderKeys.map((S) => ({ S })) })

const keysOf = (value: AttributeValue | undefined): readonly string[] => (value?.L ?? []).flatMap(({ S }) => S ?? [])

const circuitFromItem = (item: Item): Circuit => ({
  refused: keysOf(item['refused']),
  suspected: keysOf(item['suspected']),
  ...(item['openedAt'] && {
    open: {
      reason: item['reason']?.S ?? '',
      openedAt: numberOf(item['openedAt']),
      probeAt: numberOf(item['probeAt']),
      bookAt: numberOf(item['bookAt']),
    },
  }),
})
