import type { AttributeValue } from '@aws-sdk/client-dynamodb'

import type { Item } from './expression.ts'

/** Bytes of an item as DynamoDB bills it (developer guide, item sizes), to within a few bytes. */
const itemBytes = (item: Item): number =>
  Object.entries(item).reduce((bytes, [name, value]) => bytes + name.length + valueBytes(value), 0)

const valueBytes = (value: AttributeValue): number => {
  if (value.S !== undefined) return Buffer.byteLength(value.S)
  if (value.N !== undefined) return Math.ceil(value.N.replace(/\D/g, '').length / 2) + 1
  if (value.M !== undefined) return 3 + Object.keys(value.M).length + itemBytes(value.M)
  return 1
}

/** A read costs a unit for each 4 kB begun, half of it if it may be stale. */
export const readUnits = (item: Item | undefined, consistent: boolean): number =>
  Math.max(1, Math.ceil(itemBytes(item ?? {}) / 4096)) * (consistent ? 1 : 0.5)

/** A write costs a unit for each kB begun of the larger of what was there and what is; also one whose condition fails. */
export const writeUnits = (before: Item | undefined, after: Item | undefined): number =>
  Math.max(1, Math.ceil(Math.max(itemBytes(before ?? {}), itemBytes(after ?? {})) / 1024))
