import * as db from '@aws-sdk/client-dynamodb'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { services } from '../../carriers/test/services.ts'
import type { AccessKey } from '../../emulator/index.ts'
import { createClaimStore } from '../../shared/stores/dynamodb/claim-store.ts'
import { createDynamoTable } from '../../shared/stores/dynamodb/table.ts'
import { startOperated } from '../ops/operated-number.ts'
import { itemsAllowedTo } from './item-access.ts'
import { startNumber, until } from './running-number.ts'

const number = await startOperated()
afterAll(number.stop)
const { cloud, keyFor } = number

const refusal = { name: 'AccessDeniedException' }
const [people, figures] = [
  ['sender', 'claim'],
  ['budget', 'debt'],
]
const every = [...people, ...figures]
const nothing = { PutItem: [], UpdateItem: [], DeleteItem: [], BatchWriteItem: [], Scan: [] }

test.each<[string, AccessKey, { readonly GetItem: readonly string[]; readonly [action: string]: readonly string[] }]>([
  [
    'receive-sms',
    cloud.keyOf(number.receiveSms),
    { GetItem: [...people, 'budget', 'crowd'], PutItem: ['sender'], UpdateItem: ['claim', 'budget', 'crowd'] },
  ],
  [
    'send-reply',
    cloud.keyOf(number.sendReply),
    {
      GetItem: [...people, 'debt'],
      PutItem: ['claim'],
      UpdateItem: ['claim', 'debt'],
      DeleteItem: ['claim'],
    },
  ],
  ['a watcher', keyFor('Watcher'), { GetItem: figures }],
  // Without its claim, a reply could be sent twice.
  [
    'an operator',
    keyFor('Operator'),
    {
      GetItem: every,
      PutItem: ['sender'],
      UpdateItem: ['sender'],
      DeleteItem: ['sender'],
    },
  ],
  ['an installer', keyFor('Installer'), { GetItem: every, DeleteItem: ['sender'] }],
])('with the key of %s, one can use only its items, in its ways', async (_, credentials, allowed) => {
  const { endpoint, region, outputs } = cloud
  const client = new db.DynamoDBClient({ endpoint, region, credentials, maxAttempts: 1 })
  const found = await itemsAllowedTo(client, outputs['TableName'] ?? '', `${allowed.GetItem[0]}#x`)
  expect(found).toEqual({ ...nothing, BatchGetItem: allowed.GetItem, ...allowed })
})

test('with the key of an operator, records get only what commands write into them', async () => {
  const { endpoint, region, outputs } = cloud
  const client = new db.DynamoDBClient({ endpoint, region, credentials: keyFor('Operator'), maxAttempts: 1 })
  const put = (pk: string, name: string) => {
    const values = { ExpressionAttributeNames: { '#x': name }, ExpressionAttributeValues: { ':x': { S: 'x' } } }
    const item = { TableName: outputs['TableName'], Key: { pk: { S: pk } }, UpdateExpression: 'SET #x = :x' }
    return client.send(new db.UpdateItemCommand({ ...item, ...values }))
  }
  await put('sender#x', 'version')
  await expect(put('sender#x', 'replies')).rejects.toMatchObject(refusal)
})

test('with the key of an operator, no text is published in somebody’s name', async () => {
  const { endpoint, region, outputs } = cloud
  const client = new SNSClient({ endpoint, region, credentials: keyFor('Operator'), maxAttempts: 1 })
  const forged = new PublishCommand({ TopicArn: outputs['InboundTopicArn'], Message: '{}' })
  await expect(client.send(forged)).rejects.toMatchObject({ name: 'AuthorizationErrorException' })
})

describe('with the keys of a function that takes delivery reports, no reply can be doubled or prevented:', () => {
  const takers = new Map(Object.values(services).map(({ tested: { reportsTo, stage } }) => [reportsTo, stage]))
  test.each([...takers])('%s', async (output, stage) => {
    const { cloud, stop } = await startNumber(5, { stage })
    onTestFinished(stop)
    const { endpoint, region, outputs, owner } = cloud
    const TableName = outputs['TableName'] ?? ''
    const stolen = { endpoint, region, credentials: cloud.keyOf(outputs[output] ?? ''), maxAttempts: 1 }
    const dynamodb = new db.DynamoDBClient(stolen)
    const claims = createClaimStore(createDynamoTable(owner.dynamodb, TableName))
    const reports = createClaimStore(createDynamoTable(dynamodb, TableName))
    const mine = { token: 'mine', claimedAt: Date.now() }
    const delivered = { status: 'delivered', costUsd: 0 } as const
    await claims.claim('claimed', mine)

    const key = (id: string) => ({ TableName, Key: { pk: { S: `claim#${id}` } } })
    const update = (UpdateExpression: string, more: Partial<db.UpdateItemCommandInput> = {}) =>
      dynamodb.send(new db.UpdateItemCommand({ ...key('claimed'), UpdateExpression, ...more }))
    const ExpressionAttributeValues = { ':x': { S: 'x' } }
    const ExpressionAttributeNames = { '#x': 'token' }
    const given = { ExpressionAttributeValues }
    const named = { ...given, ExpressionAttributeNames }
    const inTheOldWay = { AttributeUpdates: { token: { Value: { S: 'x' } } } }
    const claim = { pk: { S: 'claim#free' }, token: { S: 'x' }, outcome: { S: 'sent' } }
    const attempts = {
      'a token': update('SET #x = :x', named),
      'a token beside a report': update('SET delivery=:x,#x=:x', named),
      'a token in the old way': dynamodb.send(new db.UpdateItemCommand({ ...key('claimed'), ...inTheOldWay })),
      'no token': update('REMOVE #x', { ExpressionAttributeNames }),
      'an outcome': update('SET outcome = :x', given),
      'an end': update('SET expiresAt = :x', given),
      'a condition on the token': update('SET delivery = :x', { ...named, ConditionExpression: '#x <> :x' }),
      'a report that returns the claim': update('SET delivery = :x', { ...given, ReturnValues: 'ALL_NEW' }),
      'no claim': dynamodb.send(new db.DeleteItemCommand(key('claimed'))),
      'a claim': dynamodb.send(new db.PutItemCommand({ TableName, Item: claim })),
    }
    const refused = Object.entries(attempts).map(([what, attempt]) =>
      expect(attempt, what).rejects.toMatchObject(refusal),
    )
    await Promise.all(refused)
    expect(await claims.read('claimed')).toEqual(mine)

    expect(await reports.report({ inboundId: 'claimed', ...delivered }, 'first')).toBe(true)
    expect(await claims.read('claimed')).toEqual({ ...mine, report: 'delivered' })

    const noting = { UpdateExpression: 'SET delivery = :x', ExpressionAttributeValues }
    await dynamodb.send(new db.UpdateItemCommand({ ...key('free'), ...noting }))
    expect(await claims.read('free')).toBeUndefined()
    expect(await claims.claim('free', mine)).toEqual(mine)
  })
})

describe('with access to the queue of replies', () => {
  const [sender, victim] = ['+32472114321', '+32472119876']

  /** A reply as it looks on its queue, but without a MAC, from somebody who can read and write that queue. */
  const reply = (inboundId: string, line: string) => ({
    format: 1,
    inboundId,
    senderKey: 'a key',
    sender: victim,
    line,
    country: 'BE',
    language: 'fr',
    earlierReplies: 0,
    budget: 'default',
    sentAt: Date.now(),
    firstDueAt: Date.now(),
    dueAt: Date.now(),
  })

  test('a reply that our functions have not signed is dropped, counted and logged without a number', async () => {
    const number = await startNumber(5)
    onTestFinished(number.stop)
    const { owner, outputs, logs } = number.cloud
    const put = (body: object) =>
      owner.sqs.send(
        new SendMessageCommand({ QueueUrl: outputs['RepliesQueueUrl'], MessageBody: JSON.stringify(body) }),
      )

    // The stage is seconds old, and has signed nothing yet.
    await put(reply('forged-1', '+32460000000'))
    await until('the first count', () => number.count('RepliesForged') === 1)
    const id = await number.text(sender)
    await until('the reply', () => number.repliesTo(sender).length === 1)
    await put({ ...reply(id, '+32460000000'), mac: 'A'.repeat(43) })
    await put({ ...reply('forged-2', '+32460000000'), mac: '' })
    await until('the count', () => number.count('RepliesForged') === 3)
    expect(number.repliesTo(victim)).toEqual([])
    expect(number.outcomes('forged-1')).toEqual([])
    const told = logs.entries().filter(({ line }) => line.includes('reply forged'))
    expect(told).toHaveLength(3)
    for (const { line } of told) expect(line).not.toContain(victim.slice(-6))
  })
})
