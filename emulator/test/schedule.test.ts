import { describe, expect, it } from 'vitest'
import { judgePolicies } from '../../local/policy-judge.ts'
import { CloudError } from '../cloud-error.ts'
import { createPermissions } from '../services/iam/permissions.ts'
import { readExpression } from '../services/scheduler/resources.ts'
import { startScheduler } from '../services/scheduler/scheduler.ts'
import { checkIntegrations, readGrants } from '../services/services.ts'
import { readToy } from './toy/cloud.ts'
import { allowService, arnOf, document, toyTemplate } from './toy/template.ts'

describe('A schedule of Scheduler', () => {
  it('runs at the minute of its cron, again and again', () => {
    const { goOnUntil, published } = start()
    goOnUntil('2026-11-30T20:29:59.999Z')
    expect(published).toEqual([])
    goOnUntil('2026-11-30T23:00:00Z')
    expect(published).toEqual(['20', '21', '22'].map((hour) => `2026-11-30T${hour}:30:00.000Z`))
  })

  it('waits for longer than a timer of Node can', () => {
    const { goOnUntil, published } = start({ ScheduleExpression: 'cron(0 9 1 * ? *)' })
    goOnUntil('2027-03-01T08:59:59Z')
    expect(published).toEqual(['2026-12', '2027-01', '2027-02'].map((month) => `${month}-01T09:00:00.000Z`))
  })

  it('that is disabled, or that there is not, does not run', async () => {
    const { waiting, goOnUntil, published, runSchedule } = start({ State: 'DISABLED' })
    goOnUntil('2026-12-02T00:00:00Z')
    for (const name of ['hourly', 'Beat', 'daily']) await expect(runSchedule(name)).rejects.toBeInstanceOf(CloudError)
    expect([waiting, published]).toEqual([[], []])
  })

  const expression = 'must be rate(1 minute), or a cron of each hour, day or month, as cron(0 9 1 * ? *)'
  const unknown = (property: string) => `doesn't know the property ${property} of Beat`
  const unusable = (property: string, why: string) =>
    `can't use the property ${property} of Beat (AWS::Scheduler::Schedule): ${why}.`
  it.each<[string, object, object?]>([
    [unusable('ScheduleExpression', expression), { ScheduleExpression: 'at(2026-12-01T09:00:00)' }],
    [unusable('ScheduleExpressionTimezone', 'only UTC is known here'), { ScheduleExpressionTimezone: 'Europe/Paris' }],
    [
      unusable('FlexibleTimeWindow', 'Invalid input: expected object, received undefined'),
      { FlexibleTimeWindow: undefined },
    ],
    [unusable('FlexibleTimeWindow.Mode', 'only OFF is known here'), { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } }],
    [unusable('Target.RoleArn', 'must be the ARN of a role'), {}, { RoleArn: { Ref: 'BeatRole' } }],
    [
      unusable('Target.Input', 'has attributes, which are not replaced here'),
      {},
      { Input: '<aws.scheduler.execution-id>' },
    ],
    [
      'property Target.RetryPolicy.MaximumEventAgeInSeconds of Beat',
      {},
      { RetryPolicy: { MaximumEventAgeInSeconds: 59 } },
    ],
    [unknown('GroupName'), { GroupName: 'others' }],
  ])('is refused with a sentence: %s', (sentence, properties, target) => {
    expect(() => readToy(scheduled({ Beat: hourly(properties, target) }))).toThrow(sentence)
  })
})

describe('An expression', () => {
  it.each([
    ['cron(30 * * * ? *)', '2026-12-31T23:30:00.001Z', '2027-01-01T00:30:00.000Z'],
    ['cron(0 9 31 * ? *)', '2026-11-01T00:00:00.000Z', '2026-12-31T09:00:00.000Z'],
    ['rate(1 minute)', '2026-11-30T20:30:20.123Z', '2026-11-30T20:31:20.123Z'],
  ])('%s after %s is %s', (expression, time, next) =>
    expect(new Date(readExpression(expression)?.(Date.parse(time)) ?? 0).toISOString()).toBe(next),
  )

  it.each([
    ...['30 * * * ? *', 'cron(30 * * * *)', 'cron(60 * * * ? *)', 'cron(0 24 * * ? *)', 'cron(* * * * ? *)'],
    ...['cron(0 0 0 * ? *)', 'cron(0 0 1 13 ? *)', 'cron(0/5 * * * ? *)', 'cron(0 9 ? * MON *)'],
    ...['rate(5 minutes)', 'at(2026-12-01T09:00:00)'],
  ])('is not read if it is not of each minute, hour, day or month: %s', (expression) =>
    expect(readExpression(expression)).toBeUndefined(),
  )
})

describe('The role of a schedule', () => {
  const check = async (changed: object) => {
    const stack = readToy(scheduled(changed))
    await checkIntegrations(stack, createPermissions(judgePolicies, readGrants(stack), stack.place))
  }

  it.each<[string, object]>([
    ['of this account', onlyHere],
    ['of this group of schedules', { StringEquals: { 'aws:SourceArn': `${group}default` } }],
  ])('may let Scheduler publish on behalf %s', async (_, condition) => {
    await expect(check({ BeatRole: role(undefined, trusted(condition)) })).resolves.toBeUndefined()
  })

  const cannotAssume = "Scheduler can't act for Beat: the template doesn't allow sts:AssumeRole on arn:aws:iam:"
  const cannotPublish = "Scheduler can't carry out Beat: the template doesn't allow"
  it.each<[string, object]>([
    [cannotAssume, role(undefined, null)],
    [cannotAssume, role(undefined, trusted({}, 'events'))],
    [cannotAssume, role(undefined, trusted({ StringEquals: { 'aws:SourceAccount': '111111111111' } }))],
    [cannotAssume, role(undefined, trusted({ StringEquals: { 'aws:SourceArn': `${group}others` } }))],
    [`${cannotPublish} sns:Publish on arn:aws:sns:`, role([useKey])],
    [`${cannotPublish} kms:GenerateDataKey on arn:aws:kms:`, role([publish])],
    [`${cannotPublish} kms:Decrypt on arn:aws:kms:`, role([publish, may('kms:GenerateDataKey*', arnOf('Key'))])],
  ])('is refused if it lets too little: %s', async (sentence, BeatRole) => {
    await expect(check({ BeatRole })).rejects.toThrow(sentence)
  })

  const calling = (Input = '{}') => hourly({}, { Arn: arnOf('Single'), Input })
  const mayCall = role([may('lambda:InvokeFunction', arnOf('Single'))])
  it('may let Scheduler call a function', async () => {
    await expect(check({ Beat: calling(), BeatRole: mayCall })).resolves.toBeUndefined()
    const mayNot = `${cannotPublish} lambda:InvokeFunction on arn:aws:lambda:`
    await expect(check({ Beat: calling() })).rejects.toThrow(mayNot)
  })

  it.each<[string, object]>([
    ['Beat lacks its topic or function.', hourly({}, { Arn: arnOf('Dead') })],
    ['Beat hands over what is no JSON.', calling('beat')],
  ])('is of no use if there is nobody to take what it brings: %s', async (sentence, Beat) => {
    await expect(check({ Beat, BeatRole: mayCall })).rejects.toThrow(sentence)
  })
})

/** A schedule by a clock that stands still until it is told to go on. */
const start = (properties: object = {}) => {
  let time = Date.parse('2026-11-30T20:00:00.123Z')
  const waiting: { readonly at: number; readonly work: () => void }[] = []
  const published: string[] = []
  const now = () => new Date(time)
  const later = (delayMs: number, work: () => void) => void waiting.push({ at: time + delayMs, work })
  const goOnUntil = (end: string) => {
    for (;;) {
      const [next] = waiting.toSorted((a, b) => a.at - b.at)
      if (next === undefined || next.at > Date.parse(end)) break
      waiting.splice(waiting.indexOf(next), 1)
      time = next.at
      next.work()
    }
    time = Date.parse(end)
  }
  const publish = async () => void published.push(now().toISOString())
  const stack = readToy(scheduled({ Beat: hourly(properties) }))
  return { waiting, goOnUntil, published, ...startScheduler(stack, publish, later, now) }
}

const onlyHere = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } }
const group = 'arn:aws:scheduler:eu-west-3:000000000000:schedule-group/'
const trusted = (condition: object = onlyHere, service = 'scheduler') => {
  const { Resource: _, ...trust } = allowService(service, 'sts:AssumeRole', '*', condition)
  return document(trust)
}
const may = (Action: string | readonly string[], Resource: unknown) => ({ Effect: 'Allow', Action, Resource })
const publish = may('sns:Publish', { Ref: 'Texts' })
const useKey = may(['kms:Decrypt', 'kms:GenerateDataKey*'], arnOf('Key'))

const role = (
  statements: readonly object[] = [publish, useKey],
  AssumeRolePolicyDocument: object | null = trusted(),
) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    ...(AssumeRolePolicyDocument !== null && { AssumeRolePolicyDocument }),
    Policies: [{ PolicyName: 'Publish', PolicyDocument: document(...statements) }],
  },
})

const hourly = (properties: object = {}, target: object = {}) => ({
  Type: 'AWS::Scheduler::Schedule',
  Properties: {
    Name: 'hourly',
    ScheduleExpression: 'cron(30 * * * ? *)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: { Ref: 'Texts' }, RoleArn: arnOf('BeatRole'), Input: 'beat', ...target },
    ...properties,
  },
})

/** The toy template with a schedule that publishes to its encrypted topic. */
const scheduled = (changed: object = {}) => ({
  Resources: { ...toyTemplate.Resources, BeatRole: role(), Beat: hourly(), ...changed },
})
