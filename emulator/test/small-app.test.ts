import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch'
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { expect, onTestFinished, test, vi } from 'vitest'

import { judgePolicies } from '../../local/policy-judge.ts'
import { readAssembly, startCloud, startCloudWatch } from '../index.ts'
import { synthesiseSmallApp } from './small-app.ts'

const start = async (changes?: Parameters<typeof synthesiseSmallApp>[0]) => {
  const cloud = await startCloud({ ...readAssembly(await synthesiseSmallApp(changes)), judge: judgePolicies, port: 0 })
  const cloudWatch = startCloudWatch(cloud)
  onTestFinished(async () => {
    cloudWatch.stop()
    await cloud.stop()
  })
  const { endpoint, region, resources } = cloud
  const client = { endpoint, region, credentials: { accessKeyId: 'any', secretAccessKey: 'any' } }
  const named = (start: string) => Object.entries(resources).find(([id]) => id.startsWith(start))?.[1] ?? ''
  return {
    order: (order: string) =>
      new SNSClient(client).send(new PublishCommand({ TopicArn: named('Topic'), Message: JSON.stringify({ order }) })),
    saved: async (order: string) => {
      const read = new GetItemCommand({ TableName: named('Table'), Key: { order: { S: order } } })
      return (await new DynamoDBClient(client).send(read)).Item
    },
    alarm: async () => (await new CloudWatchClient(client).send(new DescribeAlarmsCommand({}))).MetricAlarms?.[0],
    look: () => cloud.runSchedule(named('Daily')),
    cloud,
  }
}

const soon = { timeout: 120_000, interval: 100 }

test('the app of somebody else runs as it would on AWS: what is published reaches the table through queue and function', async () => {
  const { order, saved, alarm, look, cloud } = await start()
  await look()
  expect(cloud.logs.entries()).toContainEqual(
    expect.objectContaining({ line: expect.stringMatching(/^still there at/) }),
  )
  await order('one coffee')
  await vi.waitFor(async () => expect(await saved('one coffee')).toEqual({ order: { S: 'one coffee' } }), soon)
  expect(await alarm()).toMatchObject({ StateValue: 'OK' })
})

test('a permission that the app forgets is missed as on AWS, and its alarm goes off', async () => {
  const { order, saved, alarm, cloud } = await start({ forgetsGrant: true })
  await order('one tea')
  await vi.waitFor(async () => expect(await alarm()).toMatchObject({ StateValue: 'ALARM' }), soon)
  expect(await saved('one tea')).toBeUndefined()
  expect(cloud.logs.entries().some(({ line }) => line.includes('not authorized to perform: dynamodb:PutItem'))).toBe(
    true,
  )
})
