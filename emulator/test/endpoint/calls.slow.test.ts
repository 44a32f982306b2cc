import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Effect } from '../../endpoint/faults.ts'
import { ownerOf, startToyCloud, type ToyCloud } from '../toy/cloud.ts'

let toy: ToyCloud
let dynamodb: DynamoDBClient
beforeAll(async () => {
  toy = await startToyCloud()
  dynamodb = new DynamoDBClient(ownerOf(toy.cloud))
})
afterAll(() => toy.cloud.stop())

const isStored = async (name: string): Promise<boolean> => {
  const { Item } = await dynamodb.send(new GetItemCommand({ TableName: 'Toy-Table', Key: { pk: { S: name } } }))
  return Item !== undefined
}

describe.concurrent('A role', () => {
  const outcomeOf = async (message: {
    readonly name: string
    readonly task: string
    readonly to?: string
    readonly id?: string | undefined
  }) => {
    // On a busy machine, a function may give up before it reads the answer, which says nothing about its role.
    for (const name of [message.name, ...Array.from({ length: 4 }, (_, i) => `${message.name}-${i}`)]) {
      await toy.send('Singles', { ...message, name })
      const { outcome, status = 200 } = await toy.hear(name, { attempted: true })
      if (outcome !== 'TimeoutError') return { outcome, status }
    }
    return expect.fail('The function gave up five times.')
  }

  it('may do what its policy in the template allows', async () => {
    expect(await outcomeOf({ name: 'allowed', task: 'put' })).toStrictEqual({ outcome: 'done', status: 200 })
    expect(await isStored('allowed')).toBe(true)
  })

  it.each([
    ['DynamoDB', { name: 'denied-table', task: 'get' }, 'AccessDeniedException', 400],
    ['SQS', { name: 'denied-queue', task: 'send', to: 'Singles' }, 'AccessDenied', 400],
    ['SNS', { name: 'denied-topic', task: 'publish' }, 'AuthorizationErrorException', 403],
    ['the key of a queue', { name: 'denied-key', task: 'send' }, 'KmsAccessDenied', 400],
  ])('is denied anything else with the error of %s', async (_, message, outcome, status) => {
    expect(await outcomeOf(message)).toStrictEqual({ outcome, status })
  })
})

describe.concurrent('A fault', () => {
  const putWithFault = async (name: string, effect: Effect) => {
    const when = ({ body }: { readonly body: string }) => body.includes(`"${name}"`)
    toy.cloud.faults.add({ service: 'dynamodb', action: 'PutItem', when, effect, times: 1 })
    await toy.send('Singles', { name, task: 'put', times: 1 })
  }

  it.each<[string, Effect, object, boolean]>([
    ['resets the connection', 'reset', { outcome: 'TimeoutError', code: 'ECONNRESET' }, false],
    ['fails', 'fail', { outcome: 'InternalFailure', status: 500 }, false],
    [
      'answers an error',
      { error: 'ThrottlingException', status: 400 },
      { outcome: 'ThrottlingException', status: 400 },
      false,
    ],
    ['hangs', 'hang', { outcome: 'TimeoutError' }, false],
    ['loses the answer', 'lose-answer', { outcome: 'TimeoutError', code: 'ECONNRESET' }, true],
  ])('that %s looks to the caller as on AWS', async (name, effect, outcome, stored) => {
    await putWithFault(name, effect)
    await toy.hear(name, { attempted: true, ...outcome })
    expect(await isStored(name)).toBe(stored)
  })

  it.each<[Effect, boolean]>([
    ['kill-before', false],
    ['kill-after', true],
  ])('can %s the request took effect', async (effect, stored) => {
    await putWithFault(`${effect}`, effect)
    await toy.hear(`${effect}`, { receives: 2 })
    expect(toy.linesOf(`${effect}`).filter(({ attempted }) => attempted)).toHaveLength(0)
    expect(await isStored(`${effect}`)).toBe(stored)
  })
})
