import type { AttributeValue } from '@aws-sdk/client-dynamodb'

import type { CircuitStore, OpenCircuit } from '../../ports.ts'
import { day } from '../../rules/timing.ts'
import { type DynamoTable, type Item, itemFormat, numberOf, ttl } from './table.ts'

/** How long an item is kept after `probeAt`, so that the circuit of a removed line expires. */
const keepMs = 7 * day

/** Stores circuit breakers as items `circuit#<route>`. */
export const createCircuitStore = (table: DynamoTable): CircuitStore => ({
  read: async (route) => {
    const item = await table.get(circuitKey(route), 'consistent')
    return item && circuitFromItem(item)
  },

  open: async (route, { reason, openedAt, probeAt, bookAt }) => {
    await table.update(circuitKey(route), {
      UpdateExpression:
        'SET #format = :format, reason = :reason, probeAt = :probeAt, expiresAt = :expiresAt, openedAt = if_not_exists(openedAt, :openedAt), bookAt = if_not_exists(bookAt, :bookAt)',
      ExpressionAttributeNames: { '#format': 'format' },
      ExpressionAttributeValues: {
        ':format': itemFormat.format,
        ':reason': { S: reason },
        ':probeAt': number(probeAt),
        ':expiresAt': ttl(probeAt + keepMs),
        ':openedAt': number(openedAt),
        ':bookAt': number(bookAt),
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

  close: (route) => table.delete(circuitKey(route), {}),
})

/** The key prefix of circuit breakers' items. */
export const circuitPrefix = 'circuit#'

const circuitKey = (route: string): string => `${circuitPrefix}${route}`

const number = (value: number): AttributeValue => ({ N: String(value) })

const circuitFromItem = (item: Item): OpenCircuit => ({
  reason: item['reason']?.S ?? '',
  openedAt: numberOf(item['openedAt']),
  probeAt: numberOf(item['probeAt']),
  bookAt: numberOf(item['bookAt']),
})
