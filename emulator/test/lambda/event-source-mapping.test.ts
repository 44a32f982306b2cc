import { LambdaClient, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { eventSourceMapping } from '../../services/lambda/resources.ts'
import { ownerOf, startToyCloud, type ToyCloud } from '../toy/cloud.ts'

describe('An event source mapping', () => {
  let toy: ToyCloud
  beforeAll(async () => {
    toy = await startToyCloud()
  })
  afterAll(() => toy.cloud.stop())

  const lambda = () => new LambdaClient(ownerOf(toy.cloud))
  const ofBatch = () => {
    const found = toy.cloud.stack.all(eventSourceMapping).find(({ properties }) => properties.FunctionName === 'batch')
    return found?.ref ?? ''
  }
  const update = (changes: object, UUID = ofBatch()) =>
    lambda().send(new UpdateEventSourceMappingCommand({ UUID, ...changes }))

  it.each([
    ['a batch that would need a batching window', { BatchSize: 11 }],
    ['fewer than two processes', { ScalingConfig: { MaximumConcurrency: 1 } }],
    ['more than a thousand processes', { ScalingConfig: { MaximumConcurrency: 1001 } }],
    ['six filters', { FilterCriteria: { Filters: Array.from({ length: 6 }, () => ({ Pattern: '{"body":["a"]}' })) } }],
    ['a filter that is no JSON', { FilterCriteria: { Filters: [{ Pattern: 'body' }] } }],
    [
      'a filter of a kind that is not supported here',
      { FilterCriteria: { Filters: [{ Pattern: '{"body":{"a":[1]}}' }] } },
    ],
  ])('refuses %s', async (_, changes) => {
    await expect(update(changes)).rejects.toMatchObject({ name: 'InvalidParameterValueException' })
  })

  it('that does not exist is not found', async () => {
    await expect(update({ BatchSize: 1 }, 'none')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })
})
