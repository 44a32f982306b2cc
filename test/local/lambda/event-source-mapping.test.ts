import { GetEventSourceMappingCommand, LambdaClient, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { passes } from '../../../local/lambda/filter.ts'
import { eventSourceMapping } from '../../../local/lambda/resources.ts'
import { ownerOf, startToyCloud, type ToyCloud } from '../toy/cloud.ts'

describe('A message of a queue', () => {
  const filters = (...bodies: readonly string[]) => ({ Filters: [{ Pattern: JSON.stringify({ body: bodies }) }] })

  it('reaches the function if there are no filters', () => {
    expect(passes({}, 'Salut')).toBe(true)
    expect(passes({ Filters: [] }, '{"text":"Salut"}')).toBe(true)
  })

  it('reaches it if one filter lists its body', () => {
    expect(passes(filters('Allô', 'Salut'), 'Salut')).toBe(true)
    expect(passes({ Filters: [...filters('Allô').Filters, ...filters('Salut').Filters] }, 'Salut')).toBe(true)
  })

  it('is removed if none does, or if it is JSON where a filter expects a plain string', () => {
    expect(passes(filters('Allô'), 'Salut')).toBe(false)
    expect(passes(filters('{"text":"Salut"}'), '{"text":"Salut"}')).toBe(false)
  })
})

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

  it('is described as it was deployed, and with what has been changed since', async () => {
    const look = async () => {
      const { $metadata, ...found } = await lambda().send(new GetEventSourceMappingCommand({ UUID: ofBatch() }))
      return found
    }
    const { BatchSize, ScalingConfig } =
      toy.cloud.stack.all(eventSourceMapping).find(({ ref }) => ref === ofBatch())?.properties ?? {}
    const deployed = {
      UUID: ofBatch(),
      EventSourceMappingArn: `arn:aws:lambda:eu-west-3:000000000000:event-source-mapping:${ofBatch()}`,
      EventSourceArn: 'arn:aws:sqs:eu-west-3:000000000000:Toy-Batches',
      FunctionArn: 'arn:aws:lambda:eu-west-3:000000000000:function:batch',
      BatchSize,
      MaximumBatchingWindowInSeconds: 0,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig,
      State: 'Enabled',
    }
    expect(await look()).toEqual(deployed)
    const FilterCriteria = { Filters: [{ Pattern: '{"body":["Salut"]}' }] }
    expect(await update({ FilterCriteria, BatchSize: 2 })).toMatchObject({ State: 'Updating', FilterCriteria })
    expect(await look()).toEqual({ ...deployed, FilterCriteria, BatchSize: 2 })
  })

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
