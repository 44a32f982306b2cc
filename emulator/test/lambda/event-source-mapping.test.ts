import { LambdaClient, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda'
import { afterAll, describe, expect, it } from 'vitest'
import { unfinishedMessages } from '../../services/lambda/event-source.ts'
import { ownerOf, startToyCloud } from '../toy/cloud.ts'

const { cloud } = await startToyCloud()
afterAll(cloud.stop)

describe('An event source mapping', () => {
  const filters = (...patterns: string[]) => ({ FilterCriteria: { Filters: patterns.map((Pattern) => ({ Pattern })) } })
  const update = (changes: object, UUID = cloud.resources['BatchSource']) =>
    new LambdaClient(ownerOf(cloud)).send(new UpdateEventSourceMappingCommand({ UUID, ...changes }))

  it.each([
    ['a batch that would need a batching window', { BatchSize: 11 }],
    ['a batching window', { MaximumBatchingWindowInSeconds: 5 }],
    ['another function', { FunctionName: 'other' }],
    ['fewer than two processes', { ScalingConfig: { MaximumConcurrency: 1 } }],
    ['more than a thousand processes', { ScalingConfig: { MaximumConcurrency: 1001 } }],
    ['six filters', filters(...Array.from({ length: 6 }, () => '{"body":["a"]}'))],
    ['a filter that is no JSON', filters('body')],
    ['a filter of a kind that is not supported here', filters('{"body":{"a":[{"exists":true}]}}')],
  ])('refuses %s', async (_, changes) => {
    await expect(update(changes)).rejects.toMatchObject({ name: 'InvalidParameterValueException' })
  })

  it('that does not exist is not found', async () => {
    await expect(update({ BatchSize: 1 }, 'none')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })
})

const batch = ['a', 'b', 'c']
const failures = (...identifiers: unknown[]) => ({
  batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })),
})

describe('The response to a batch', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['names what failed', failures('b'), ['b']],
    ['is null', null, []],
    ['is an empty object', {}, []],
    ['has a list that is null', { batchItemFailures: null }, []],
    ['has an empty list', failures(), []],
    ['names an unknown message', failures('b', 'x'), batch],
    ['names an empty id', failures(''), batch],
    ['names null', failures(null), batch],
    ['has a misspelt key', { batchItemFailures: [{ itemIdentifer: 'a' }] }, batch],
    ['has a string for the list', { batchItemFailures: 'a' }, batch],
    ['is a string', 'fine', batch],
  ])('that %s leaves the same messages in the queue as on AWS', (_, answer, unfinished) => {
    expect(unfinishedMessages(JSON.stringify(answer), batch)).toStrictEqual(unfinished)
  })
})
