import { CloudWatchClient, DescribeAlarmsCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch'
import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { DescribeTableCommand, DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createAlarmStates } from '../../local/cloudwatch/alarm-states.ts'
import { type CloudWatch, startCloudWatch } from '../../local/cloudwatch/cloudwatch.ts'
import { ownerOf, startToyCloud, type ToyCloud, toyAccount } from './toy/cloud.ts'
import { toyTemplate } from './toy/template.ts'

/** A policy for a person that allows one action on one resource. */
const policyAllowing = (Action: string, Resource: unknown) => ({
  Type: 'AWS::IAM::ManagedPolicy',
  Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] } },
})

const { Table } = toyTemplate.Resources
const template = {
  Resources: {
    ...toyTemplate.Resources,
    Kept: { ...Table, Properties: { ...Table.Properties, DeletionProtectionEnabled: true } },
    Alarm: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmName: 'Toy-errors',
        Namespace: 'Toys',
        MetricName: 'Errors',
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
        TreatMissingData: 'notBreaching',
      },
    },
    Diary: { Type: 'AWS::Logs::LogGroup', Properties: {} },
    DiaryWriter: policyAllowing('logs:PutLogEvents', { 'Fn::GetAtt': ['Diary', 'Arn'] }),
    AlarmTester: policyAllowing('cloudwatch:SetAlarmState', 'arn:aws:cloudwatch:*:*:alarm:Toy-errors'),
    TableKeeper: policyAllowing('dynamodb:*Table', { 'Fn::GetAtt': ['Table', 'Arn'] }),
  },
}

let toy: ToyCloud
let cloudWatch: CloudWatch
beforeAll(async () => {
  toy = await startToyCloud(template, { ...toyAccount, numbersAttached: false })
  cloudWatch = startCloudWatch(toy.cloud)
})
afterAll(async () => {
  cloudWatch.stop()
  await toy.cloud.stop()
})

const as = (policy: string) => ({
  ...ownerOf(toy.cloud),
  credentials: toy.cloud.keyFor(toy.cloud.resources[policy] ?? ''),
})

describe('An alarm', () => {
  const setState = (AlarmName: string, StateValue: 'OK' | 'ALARM', policy = 'AlarmTester') =>
    new CloudWatchClient(as(policy)).send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'A test' }))
  const stateOf = async () => {
    const { MetricAlarms = [] } = await new CloudWatchClient(ownerOf(toy.cloud)).send(new DescribeAlarmsCommand())
    return MetricAlarms[0]?.StateValue
  }

  it('shows the state that a caller with the permission sets', async () => {
    expect(await stateOf()).toBe('OK')
    await setState('Toy-errors', 'ALARM')
    expect(await stateOf()).toBe('ALARM')
    await expect(setState('Toy-errors', 'OK', 'TableKeeper')).rejects.toMatchObject({ name: 'AccessDeniedException' })
  })

  it('that does not exist cannot be set', async () => {
    const set = new CloudWatchClient(ownerOf(toy.cloud)).send(
      new SetAlarmStateCommand({ AlarmName: 'Other', StateValue: 'OK', StateReason: 'A test' }),
    )
    await expect(set).rejects.toMatchObject({ name: 'ResourceNotFound' })
  })

  it('returns to its evaluated state after five seconds', () => {
    const states = createAlarmStates(toy.cloud.stack, () => [])
    const at = (seconds: number) => states.at(seconds * 1000)[0]
    expect(at(100)).toMatchObject({ state: 'OK', since: '1970-01-01T00:01:40.000Z' })
    expect(states.set('Toy-errors', 'ALARM', 110_000)).toBe(true)
    expect(at(114)).toMatchObject({ state: 'ALARM', since: '1970-01-01T00:01:50.000Z' })
    expect(at(115)).toMatchObject({ state: 'OK', since: '1970-01-01T00:01:55.000Z' })
  })
})

describe('A table', () => {
  const dynamodb = (policy = 'TableKeeper') => new DynamoDBClient(as(policy))
  const isProtected = async (TableName: string, client = dynamodb()) =>
    (await client.send(new DescribeTableCommand({ TableName }))).Table?.DeletionProtectionEnabled
  const update = (changes: object) => dynamodb().send(new UpdateTableCommand({ TableName: 'Toy-Table', ...changes }))

  it('is protected from deletion if the template says so', async () => {
    expect(await isProtected('Toy-Kept', new DynamoDBClient(ownerOf(toy.cloud)))).toBe(true)
    expect(await isProtected('Toy-Table')).toBe(false)
  })

  it('can be protected by a caller with the permission', async () => {
    const { TableDescription } = await update({ DeletionProtectionEnabled: true })
    expect(TableDescription).toMatchObject({ TableName: 'Toy-Table', DeletionProtectionEnabled: true })
    expect(await isProtected('Toy-Table')).toBe(true)
    await expect(isProtected('Toy-Kept')).rejects.toMatchObject({ name: 'AccessDeniedException' })
  })

  it('cannot be changed otherwise', async () => {
    await expect(update({ BillingMode: 'PROVISIONED' })).rejects.toMatchObject({ name: 'ValidationException' })
  })

  it('that does not exist is not found', async () => {
    const owner = new DynamoDBClient(ownerOf(toy.cloud))
    await expect(isProtected('Other', owner)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })
})

describe('A log group', () => {
  const logs = (policy?: string) => new CloudWatchLogsClient(policy === undefined ? ownerOf(toy.cloud) : as(policy))
  const stream = { logGroupName: 'Toy-Diary', logStreamName: 'people' }
  const write = (message: string, timestamp = Date.now(), client = logs('DiaryWriter'), changes = {}) =>
    client.send(new PutLogEventsCommand({ ...stream, logEvents: [{ timestamp, message }], ...changes }))

  it('keeps the events that people write to a stream, once it has been created', async () => {
    await expect(write('Too early')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    await logs().send(new CreateLogStreamCommand(stream))
    await expect(logs().send(new CreateLogStreamCommand(stream))).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
    })
    await write('Dear diary')
    const { events } = await logs().send(new FilterLogEventsCommand({ logGroupName: 'Toy-Diary' }))
    expect(events).toMatchObject([{ message: 'Dear diary' }])
  })

  it('drops events that are too old or too new, and says so in the response', async () => {
    const dayMs = 86_400_000
    const at = (days: number, message: string) => ({ timestamp: Date.now() + days * dayMs, message })
    const logEvents = [at(-15, 'Long ago'), at(0, 'Today'), at(1, 'Tomorrow')]
    expect((await write('', 0, logs(), { logEvents })).rejectedLogEventsInfo).toEqual({
      tooOldLogEventEndIndex: 1,
      tooNewLogEventStartIndex: 2,
    })
    const { events = [] } = await logs().send(new FilterLogEventsCommand({ logGroupName: 'Toy-Diary' }))
    expect(events.map(({ message }) => message)).toEqual(['Dear diary', 'Today'])
  })

  it('accepts no events from a caller without the permission', async () => {
    await expect(write('Hello', Date.now(), logs('TableKeeper'))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    })
  })

  it('that does not exist is not found', async () => {
    const elsewhere = { logGroupName: 'Other' }
    await expect(write('Hello', Date.now(), logs(), elsewhere)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })
})
