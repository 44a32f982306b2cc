import { afterAll, describe, expect, it } from 'vitest'
import { newAccount } from '../../account.ts'
import { quotaOf } from '../../endpoint/rate-limiter.ts'
import { defaultQuotas } from '../../services/end-user-messaging/account.ts'
import { startTexting, textingTemplate } from './texting.ts'

const texting = await startTexting()
const { tier, spendLimitUsd } = newAccount
const sandbox = await startTexting({ tier, spendLimitUsd })
afterAll(() => Promise.all([texting.cloud.stop(), sandbox.cloud.stop()]))

const invalid = (Reason: string) => ({ name: 'ValidationException', Reason })

it('Texts and dry runs are refused only when they would exceed the monthly spend limit', async () => {
  const { cloud, text } = await startTexting({ spendLimitUsd: 1, spentUsd: 0.7 })
  for (const _ of [1, 2, 3]) await text()
  const error = { name: 'ServiceQuotaExceededException', Reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' }
  await expect(text()).rejects.toMatchObject(error)
  await expect(text({ DryRun: true })).rejects.toMatchObject(error)
  expect(cloud.texts.entries()).toHaveLength(3)
  await cloud.stop()
})

describe('A simulator number', () => {
  const OriginationIdentity = sandbox.cloud.resources['Simulator']

  it.each([
    ['success', '+14254147755'],
    ['failure', '+14254147167'],
  ])('can text the number for %s of its country, even in the sandbox', async (_, DestinationPhoneNumber) => {
    expect(await sandbox.text({ OriginationIdentity, DestinationPhoneNumber })).not.toBe('')
  })

  it.each([
    ['a number of its country', '+12015550123'],
    ['a destination simulator number of another country', '+447860019066'],
  ])('cannot text %s', async (_, DestinationPhoneNumber) => {
    const texting = sandbox.text({ OriginationIdentity, DestinationPhoneNumber })
    await expect(texting).rejects.toMatchObject(invalid('INVALID_IDENTITY_FOR_DESTINATION_COUNTRY'))
  })
})

describe('A caller', () => {
  const configurationSet = 'arn:aws:sms-voice:eu-west-3:000000000000:configuration-set/Replies'
  const arn = `arn:aws:sms-voice:eu-west-3:000000000000:phone-number/${texting.cloud.resources['Line']}`
  const denied = (resource: string) => ({ name: 'AccessDeniedException', message: expect.stringContaining(resource) })
  const send = (policy: string, OriginationIdentity: string | undefined, ConfigurationSetName?: string) =>
    texting.text({ OriginationIdentity, ConfigurationSetName }, texting.clientOf(policy))

  it.each([
    ['number', texting.cloud.boughtNumbers[0]],
    ['id', texting.cloud.resources['Line']],
    ['ARN', arn],
  ])('may not send from a number without permission for it, given by its %s', async (_, identity) => {
    expect(await send('TexterWithoutSet', identity)).not.toBe('')
    await expect(send('TexterWithoutNumber', identity)).rejects.toMatchObject(denied(arn))
  })

  it.each(['Replies', configurationSet])('may not use a configuration set without permission: %s', async (set) => {
    expect(await send('Texter', arn, set)).not.toBe('')
    await expect(send('TexterWithoutSet', arn, set)).rejects.toMatchObject(denied(configurationSet))
  })

  it('does not learn which numbers the account has', async () => {
    await expect(send('Texter', '+32460000009')).rejects.toMatchObject({ name: 'AccessDeniedException' })
  })
})

const silent = { Topics: [{ Ref: 'Reports' }], PolicyDocument: { Version: '2012-10-17', Statement: [] } }
const foreign = { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: 'alias/aws/sns' } }

it.each<[string, object, string]>([
  [
    'lets nobody publish to it',
    { ReportsPolicy: { Type: 'AWS::SNS::TopicPolicy', Properties: silent } },
    'sns:Publish',
  ],
  ['has a key that no service may use', { Reports: foreign }, 'kms:GenerateDataKey'],
])('A template whose event destination %s is refused', async (_, changes, forgotten) => {
  const template = { ...textingTemplate, Resources: { ...textingTemplate.Resources, ...changes } }
  await expect(startTexting({}, template)).rejects.toThrow(
    `End User Messaging can't report to all of Replies: the template doesn't allow ${forgotten} on arn:aws:`,
  )
})

it('A dry run neither sends nor bills, counts like a text, and is refused like one', async () => {
  const requestRates = { SendTextMessage: { perSecond: 0.001, burst: 3 } }
  const { cloud, text } = await startTexting({ spendLimitUsd: 0.1, requestRates })
  expect(await text({ DryRun: true, ConfigurationSetName: 'Replies' })).not.toBe('')
  expect([cloud.submitted.entries(), cloud.texts.entries()]).toEqual([[], []])
  const unknown = text({ DryRun: true, OriginationIdentity: 'phone-9' })
  await expect(unknown).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  await text()
  await expect(text({ DryRun: true })).rejects.toMatchObject({ name: 'ThrottlingException', $fault: 'client' })
  await cloud.stop()
})

it('By default each action accepts one request a second', async () => {
  for (const quota of Object.values(defaultQuotas)) expect(quota).toEqual(quotaOf(1))
  const { cloud, text } = await startTexting({ requestRates: {} })
  // More calls than even a very slow machine spreads over as many seconds.
  const outcomes = await Promise.allSettled(Array.from({ length: 30 }, () => text()))
  await cloud.stop()
  expect(outcomes[0]).toMatchObject({ status: 'fulfilled' })
  const throttled = expect.objectContaining({ name: 'ThrottlingException' })
  expect(outcomes).toContainEqual({ status: 'rejected', reason: throttled })
})
