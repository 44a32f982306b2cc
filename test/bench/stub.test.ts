import type { AttributeValue, DynamoDB } from '@aws-sdk/client-dynamodb'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'

import { startCloud } from './cloud.ts'

const [stub, dynalite] = await Promise.all([
  startCloud('stub', { state: 'pk' }),
  startCloud('dynalite', { state: 'pk' }),
])
afterAll(() => {
  stub.stop()
  dynalite.stop()
})

/** The expressions that the two systems send, on attributes a and b and the values :n and :s. */
const conditions = [
  'attribute_not_exists(pk)',
  '#a = :n',
  '#b = :s AND attribute_not_exists(#a)',
  '(attribute_not_exists(#a) OR #a <= :n) AND (attribute_not_exists(#b) OR #b <= :n)',
  'attribute_not_exists(pk) OR #a < :n OR (#b = :s AND attribute_exists(#a) AND #a < :n)',
  'a <= :n OR attribute_not_exists(b)',
  'a > :n',
]
const updates = [
  'SET #a = :n, #b = :s',
  'SET #b = :s ADD #a :n',
  'SET #a = :n REMOVE b',
  'SET a = :n, b = :s REMOVE #a2, #b2',
]

const names = { '#a': 'a', '#b': 'b', '#a2': 'a2', '#b2': 'b2' }

/** Only the names and values that are used: DynamoDB refuses others. */
const termsFor = (expressions: string, n: number) => {
  const used = (terms: Record<string, AttributeValue | string>) =>
    Object.entries(terms).filter(([name]) => new RegExp(`${name}\\b`).test(expressions))
  const [usedNames, usedValues] = [used(names), used({ ':n': { N: String(n) }, ':s': { S: `s${n}` } })]
  return {
    ...(usedNames.length > 0 && { ExpressionAttributeNames: Object.fromEntries(usedNames) as Record<string, string> }),
    ...(usedValues.length > 0 && {
      ExpressionAttributeValues: Object.fromEntries(usedValues) as Record<string, AttributeValue>,
    }),
  }
}

const TableName = 'state'
const keyOf = (key: string) => ({ pk: { S: key } })

type Step = (client: DynamoDB) => Promise<unknown>

const step: fc.Arbitrary<Step> = fc
  .record({
    verb: fc.constantFrom('get', 'batch', 'put', 'update', 'delete'),
    key: fc.constantFrom('x', 'y'),
    condition: fc.constantFrom(...conditions),
    update: fc.constantFrom(...updates),
    n: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ verb, key, condition, update, n }): Step => {
    const conditional = { TableName, ConditionExpression: condition, ...termsFor(condition, n) }
    if (verb === 'get') return (client) => client.getItem({ TableName, Key: keyOf(key) })
    if (verb === 'batch')
      return async (client) => {
        const request = { RequestItems: { state: { Keys: [keyOf('x'), keyOf('y')] } } }
        const { Responses } = await client.batchGetItem(request)
        return Responses?.['state']?.toSorted((a, b) => (String(a['pk']?.S) < String(b['pk']?.S) ? -1 : 1))
      }
    if (verb === 'put')
      return (client) => client.putItem({ ...conditional, Item: { ...keyOf(key), a: { N: String(n) } } })
    if (verb === 'delete') return (client) => client.deleteItem({ ...conditional, Key: keyOf(key) })
    return (client) =>
      client.updateItem({
        ...{ ...conditional, ...termsFor(`${condition} ${update}`, n) },
        ...{ Key: keyOf(key), UpdateExpression: update, ReturnValues: 'ALL_NEW' },
      })
  })

const outcomeOf = async (work: Step, client: DynamoDB): Promise<unknown> => {
  try {
    const answer = await work(client)
    return typeof answer === 'object' ? { ...answer, $metadata: undefined } : answer
  } catch (error) {
    return error instanceof Error ? error.name : error
  }
}

test('the stub answers as dynalite does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      for (const work of steps)
        expect(await outcomeOf(work, stub.client)).toEqual(await outcomeOf(work, dynalite.client))
    }),
    { numRuns: 60 },
  )
})

test('the stub counts units as DynamoDB bills them: also for a condition that fails, and for items above a kilobyte', async () => {
  stub.tally.take()
  const put = (pk: string, bytes: number) =>
    stub.client.putItem({
      TableName,
      Item: { ...keyOf(pk), text: { S: 'x'.repeat(bytes) } },
      ConditionExpression: 'attribute_not_exists(pk)',
    })
  await put('small', 10)
  await put('large', 2500)
  await outcomeOf(() => put('large', 10), stub.client)
  expect(stub.tally.take()).toMatchObject({ readUnits: 0, writeUnits: 1 + 3 + 3 })
  await stub.client.getItem({ TableName, Key: keyOf('small') })
  await stub.client.getItem({ TableName, Key: keyOf('none'), ConsistentRead: true })
  expect(stub.tally.take()).toMatchObject({ readUnits: 1.5, writeUnits: 0 })
})
