import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
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

  it('may read a secret only if it may use the key that encrypts it', async () => {
    const { Pepper, Shared } = toy.cloud.resources
    expect(await outcomeOf({ name: 'secret', task: 'secret', id: Pepper })).toMatchObject({ outcome: 'done' })
    expect(await outcomeOf({ name: 'encrypted', task: 'secret', id: Shared })).toMatchObject({
      outcome: 'AccessDeniedException',
    })
  })
})

describe('A secret', () => {
  const secretsOf = (credentials = ownerOf(toy.cloud).credentials) =>
    new SecretsManagerClient({ ...ownerOf(toy.cloud), credentials })
  const version = (VersionStage?: string) =>
    secretsOf().send(new GetSecretValueCommand({ SecretId: toy.cloud.resources['Shared'], VersionStage }))
  const read = async (): Promise<unknown> => JSON.parse((await version()).SecretString ?? '')
  const replaceAs = (policy: string, SecretString: string) => {
    const credentials = toy.cloud.keyFor(toy.cloud.resources[policy] ?? '')
    return secretsOf(credentials).send(
      new PutSecretValueCommand({ SecretId: toy.cloud.resources['Shared'], SecretString }),
    )
  }

  it('is generated into the JSON of the template, until a caller with the permission replaces it', async () => {
    expect(await read()).toStrictEqual({
      apiKey: '',
      userId: '',
      sharedKey: expect.stringMatching(/^[A-Za-z0-9]{64}$/),
    })
    await expect(replaceAs('KeeperWithoutDataKeys', '{}')).rejects.toMatchObject({ name: 'AccessDeniedException' })
    await replaceAs('Keeper', '{"apiKey":"new"}')
    expect(await read()).toStrictEqual({ apiKey: 'new' })
  })

  it('keeps its previous version as AWSPREVIOUS, until it is replaced again', async () => {
    const [stage, time] = ['AWSPREVIOUS', Date.now()]
    const { VersionId: first } = await replaceAs('Keeper', '1')
    const { VersionId: second } = await replaceAs('Keeper', '2')
    expect(await version()).toMatchObject({ SecretString: '2', VersionId: second, VersionStages: ['AWSCURRENT'] })
    expect(await version(stage)).toMatchObject({ SecretString: '1', VersionId: first, VersionStages: [stage] })
    await replaceAs('Keeper', '3')
    expect(await version(stage)).toMatchObject({ SecretString: '2', VersionId: second })
    const { CreatedDate } = await version('AWSCURRENT')
    expect(Math.abs((CreatedDate?.getTime() ?? 0) - time)).toBeLessThan(60_000)
  })

  it('has no previous version at first, and none with an unknown staging label', async () => {
    const SecretId = toy.cloud.resources['Pepper']
    for (const VersionStage of ['AWSPREVIOUS', 'AWSPENDING'])
      await expect(secretsOf().send(new GetSecretValueCommand({ SecretId, VersionStage }))).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        message: `Secrets Manager can't find the specified secret value for staging label: ${VersionStage}`,
      })
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

  it('happens as often as requested, or until it is removed', async () => {
    const read = () => isStored('nothing')
    const remove = toy.cloud.faults.add({
      service: 'dynamodb',
      action: 'GetItem',
      effect: 'fail',
      when: ({ body }) => body.includes('"nothing"'),
    })
    await expect(read()).rejects.toThrow('A fault was asked for')
    await expect(read()).rejects.toThrow('A fault was asked for')
    remove()
    expect(await read()).toBe(false)
  })
})
