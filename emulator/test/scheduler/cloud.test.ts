import { afterAll, describe, expect, it } from 'vitest'
import { CloudError } from '../../cloud-error.ts'
import { callUrl } from '../../endpoint/loopback.ts'
import { startToyCloud, toyAccount } from '../toy/cloud.ts'
import { arnOf, personsPolicy, topicPolicy } from '../toy/template.ts'
import { hourly, may, role, scheduled } from './scheduled.ts'

/** A clock that runs is none for a test, so this is not before the test has ended. */
const farAway = { ScheduleExpression: `cron(0 9 ${((new Date().getUTCDate() + 13) % 28) + 1} * ? *)` }

describe('In a cloud, a schedule', async () => {
  const inbox = (Endpoint: string) => ({
    Type: 'AWS::SNS::Subscription',
    Properties: { TopicArn: { Ref: 'Alerts' }, Protocol: 'email', Endpoint },
  })
  const template = scheduled({
    Beat: hourly(farAway),
    Alerts: { Type: 'AWS::SNS::Topic', Properties: {} },
    AlertsPolicy: topicPolicy('Alerts', 'cloudwatch', {}),
    Zoe: inbox('zoe@relou.example'),
    ReminderRole: role([may('sns:Publish', { Ref: 'Alerts' })]),
    Reminder: hourly(
      { ...farAway, Name: 'reminder' },
      { Arn: { Ref: 'Alerts' }, RoleArn: arnOf('ReminderRole'), Input: 'Text it.' },
    ),
    Off: hourly({ ...farAway, Name: 'off', State: 'DISABLED' }),
    PollRole: role([may('lambda:InvokeFunction', arnOf('Single'))]),
    Poll: hourly(
      { ...farAway, Name: 'poll' },
      { Arn: arnOf('Single'), RoleArn: arnOf('PollRole'), Input: '{"rawQueryString":"fail=as asked"}' },
    ),
    Looking: personsPolicy('scheduler:GetSchedule', arnOf('Beat')),
  })
  const { cloud } = await startToyCloud(template)
  afterAll(cloud.stop)
  const outcomes: unknown[] = []
  cloud.answers.subscribe(({ call: { action, parameters, caller }, answer: { status } }) => {
    if (action === 'Publish') outcomes.push([caller.kind, parameters['Message'], status])
  })

  it.each(['hourly', 'Beat'])('publishes under its role when it is asked to: %s', async (name) => {
    await cloud.runSchedule(name)
    expect(outcomes.splice(0)).toEqual([['role', 'beat', 200]])
  })

  it('hands its input to a function, and ends when that has', async () => {
    const ended: unknown[] = []
    cloud.invocations.subscribe(({ functionName, failed }) => ended.push([functionName, failed]))
    await cloud.runSchedule('Poll')
    expect(ended).toEqual([['single', true]])
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

  const mailTo = ({ mails }: Pick<typeof cloud, 'mails'>) =>
    mails().map(({ address, messages }) => [address, ...messages])

  it('mails what it publishes to those who have confirmed', async () => {
    await cloud.runSchedule('Reminder')
    expect(mailTo(cloud)).toEqual([['zoe@relou.example', 'Text it.']])
    const { cloud: other } = await startToyCloud(template, { ...toyAccount, emailsConfirmed: false })
    await other.runSchedule('Reminder')
    expect(mailTo(other)).toEqual([['zoe@relou.example']])
    await other.openLink(other.mails()[0]?.confirm ?? '')
    await other.runSchedule('Reminder')
    expect(mailTo(other)).toEqual([['zoe@relou.example', 'Text it.']])
    await other.stop()
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
