import { afterAll, describe, expect, it } from 'vitest'
import { CloudError } from '../../cloud-error.ts'
import { callUrl } from '../../endpoint/loopback.ts'
import { startToyCloud, toyAccount } from '../toy/cloud.ts'
import { arnOf, personsPolicy, topicPolicy } from '../toy/template.ts'
import { hourly, may, role, scheduled } from './scheduled.ts'

/** A clock that runs is none for a test, so this is not before the test has ended. */
const farAway = { ScheduleExpression: `cron(0 9 ${((new Date().getUTCDate() + 13) % 28) + 1} * ? *)` }

describe('In a cloud, a schedule', async () => {
  const { cloud } = await startToyCloud(
    scheduled({
      Beat: hourly(farAway),
      Off: hourly({ ...farAway, Name: 'off', State: 'DISABLED' }),
      Looking: personsPolicy('scheduler:GetSchedule', arnOf('Beat')),
    }),
  )
  afterAll(cloud.stop)

  it.each(['hourly', 'Beat'])('publishes under its role when it is asked to: %s', async (name) => {
    const outcomes: unknown[] = []
    const stop = cloud.answers.subscribe(({ call: { action, parameters, caller }, answer: { status } }) => {
      if (action === 'Publish') outcomes.push([caller.kind, parameters['Message'], status])
    })
    await cloud.runSchedule(name)
    stop()
    expect(outcomes).toEqual([['role', 'beat', 200]])
  })

  it('loses what SNS refuses, and only the journal of calls has that', async () => {
    cloud.faults.add({ service: 'sns', action: 'Publish', effect: { error: 'KMSDisabled', status: 400 }, times: 1 })
    await cloud.runSchedule('Beat')
    expect(cloud.calls.entries().at(-1)).toMatchObject({
      action: 'Publish',
      caller: { kind: 'role', session: 'hourly' },
    })
  })

  it('that is disabled, or that there is not, can not be run', async () => {
    for (const name of ['Off', 'daily']) await expect(cloud.runSchedule(name)).rejects.toBeInstanceOf(CloudError)
  })

  const get = async (path: string, key = 'owner') => {
    const authorization = `AWS4-HMAC-SHA256 Credential=${key}/20261130/eu-west-3/scheduler/aws4_request, SignedHeaders=host, Signature=x`
    const { status, headers, body } = await callUrl(`${cloud.endpoint}${path}`, { headers: { authorization } })
    return { status, error: headers['x-amzn-errortype'], ...JSON.parse(body) }
  }

  it('is described as it is, by its name and its group', async () => {
    const described = {
      Name: 'hourly',
      GroupName: 'default',
      Arn: 'arn:aws:scheduler:eu-west-3:000000000000:schedule/default/hourly',
      State: 'ENABLED',
      ...farAway,
      ScheduleExpressionTimezone: 'UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: cloud.resources['Texts'], RoleArn: expect.stringContaining(':role/'), Input: 'beat' },
    }
    for (const path of ['/schedules/hourly', '/schedules/hourly?groupName=default'])
      expect(await get(path)).toEqual({ status: 200, ...described })
    expect(await get('/schedules/off')).toMatchObject({ State: 'DISABLED' })
    for (const path of ['/schedules/daily', '/schedules/hourly?groupName=others'])
      expect(await get(path)).toMatchObject({ status: 404, error: 'ResourceNotFoundException' })
  })

  it('is shown to whoever may see it', async () => {
    const { accessKeyId } = cloud.keyFor(cloud.resources['Looking'] ?? '')
    expect(await get('/schedules/hourly', accessKeyId)).toMatchObject({ status: 200 })
    expect(await get('/schedules/off', accessKeyId)).toMatchObject({ status: 403, error: 'AccessDeniedException' })
  })
})

it('A schedule hands its input to a function, and ends when that has', async () => {
  const target = { Arn: arnOf('Single'), RoleArn: arnOf('PollRole'), Input: '{"rawQueryString":"fail=as asked"}' }
  const PollRole = role([may('lambda:InvokeFunction', arnOf('Single'))])
  const { cloud } = await startToyCloud(scheduled({ PollRole, Poll: hourly({ ...farAway, Name: 'poll' }, target) }))
  const ended: unknown[] = []
  cloud.invocations.subscribe(({ functionName, failed }) => ended.push([functionName, failed]))
  await cloud.runSchedule('Poll')
  expect(ended).toEqual([['single', true]])
  await cloud.stop()
})

it('What a schedule publishes is mailed to those who have confirmed', async () => {
  const inbox = { TopicArn: { Ref: 'Alerts' }, Protocol: 'email', Endpoint: 'zoe@relou.example' }
  const target = { Arn: { Ref: 'Alerts' }, RoleArn: arnOf('ReminderRole'), Input: 'Text it.' }
  const template = scheduled({
    Alerts: { Type: 'AWS::SNS::Topic', Properties: {} },
    AlertsPolicy: topicPolicy('Alerts', 'cloudwatch', {}),
    Zoe: { Type: 'AWS::SNS::Subscription', Properties: inbox },
    ReminderRole: role([may('sns:Publish', { Ref: 'Alerts' })]),
    Reminder: hourly({ ...farAway, Name: 'reminder' }, target),
  })
  const { cloud } = await startToyCloud(template, { ...toyAccount, emailsConfirmed: false })
  const mailsAfter = async () => {
    await cloud.runSchedule('Reminder')
    return cloud.mails().map(({ address, messages }) => [address, ...messages])
  }
  expect(await mailsAfter()).toEqual([['zoe@relou.example']])
  await cloud.openLink(cloud.mails()[0]?.confirm ?? '')
  expect(await mailsAfter()).toEqual([['zoe@relou.example', 'Text it.']])
  await cloud.stop()
})
