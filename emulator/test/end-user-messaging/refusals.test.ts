import {
  DescribeAccountAttributesCommand,
  DescribeConfigurationSetsCommand,
  DescribePhoneNumbersCommand,
  DescribeSpendLimitsCommand,
  type SendTextMessageCommandInput,
  UpdatePhoneNumberCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'

import { newAccount } from '../../account.ts'
import type { Effect } from '../../endpoint/faults.ts'
import { line, mobile, startTexting, type Texting, textingTemplate } from './texting.ts'

type Changes = Partial<SendTextMessageCommandInput>

const pending = '+32460000001'
const optedOut = '+32470123457'

let texting: Texting
let sandbox: Texting
beforeAll(async () => {
  const numbers = [line, pending]
  texting = await startTexting({ numbers, pendingNumbers: [pending], optedOutDestinations: [optedOut] })
  const { tier, spendLimitUsd } = newAccount
  sandbox = await startTexting({ tier, spendLimitUsd })
})
afterAll(async () => {
  await texting.cloud.stop()
  await sandbox.cloud.stop()
})

/** Expects that the request is refused with this error, and that nothing was sent. */
const refused = async ({ text, cloud }: Texting, changes: Changes, error: object) => {
  const before = [cloud.submitted, cloud.texts].map((journal) => journal.entries().length)
  await expect(text(changes)).rejects.toMatchObject({ ...error, $metadata: { httpStatusCode: 400 } })
  expect([cloud.submitted, cloud.texts].map((journal) => journal.entries().length)).toStrictEqual(before)
}

const invalid = (Reason: string) => ({ name: 'ValidationException', Reason })
const conflict = (Reason: string, details: object = {}) => ({ name: 'ConflictException', Reason, ...details })
const notFound = (ResourceType: string) => ({ name: 'ResourceNotFoundException', ResourceType })

describe('A request to send a text is refused', () => {
  it.each<[string, Changes, string]>([
    ['a destination that is not E.164', { DestinationPhoneNumber: '0470123456' }, 'DestinationPhoneNumber'],
    ['a destination with an unknown country code', { DestinationPhoneNumber: '+9991234567' }, 'DestinationPhoneNumber'],
    ['no origination identity', { OriginationIdentity: undefined }, 'OriginationIdentity'],
    ['1,601 characters', { MessageBody: 'x'.repeat(1601) }, 'MessageBody'],
    ['a price without a point', { MaxPrice: '1' }, 'MaxPrice'],
    ['a price of a hundred', { MaxPrice: '100.0' }, 'MaxPrice'],
    ['a time to live of four seconds', { TimeToLive: 4 }, 'TimeToLive'],
    ['a time to live of more than three days', { TimeToLive: 259_201 }, 'TimeToLive'],
    ['a context key with a space', { Context: { 'a b': 'c' } }, 'Context.a b'],
    ['a context value that begins with a space', { Context: { a: ' c' } }, 'Context.a'],
    ['a context value of 801 characters', { Context: { a: 'c'.repeat(801) } }, 'Context.a'],
    ['six context entries', { Context: { a: '1', b: '2', c: '3', d: '4', e: '5', f: '6' } }, 'Context'],
    ['a parameter that the embedded cloud does not support', { ProtectConfigurationId: 'x' }, 'ProtectConfigurationId'],
  ])('with %s', async (_, changes, field) => {
    await refused(texting, changes, {
      ...invalid('INVALID_PARAMETER'),
      Fields: [{ Name: field, Message: expect.any(String) }],
    })
  })

  it.each<[string, Changes, object]>([
    ['from a number that is not active', { OriginationIdentity: pending }, conflict('RESOURCE_NOT_ACTIVE')],
    ['with an unknown configuration set', { ConfigurationSetName: 'Other' }, notFound('configuration-set')],
    [
      'with a message type that the number does not have',
      { MessageType: 'PROMOTIONAL' },
      conflict('MESSAGE_TYPE_MISMATCH'),
    ],
    [
      'to another country',
      { DestinationPhoneNumber: '+33612345678' },
      invalid('INVALID_IDENTITY_FOR_DESTINATION_COUNTRY'),
    ],
    [
      'to a number that opted out',
      { DestinationPhoneNumber: optedOut },
      conflict('DESTINATION_PHONE_NUMBER_OPTED_OUT', { ResourceType: 'opted-out-number' }),
    ],
    [
      'if its parts together cost more than the maximum price',
      { MessageBody: '👋'.repeat(36), MaxPrice: '0.19' },
      invalid('PRICE_OVER_THRESHOLD'),
    ],
  ])('%s', (_, changes, error) => refused(texting, changes, error))

  it('from the sandbox to a number that is not verified', async () => {
    await refused(sandbox, {}, conflict('DESTINATION_PHONE_NUMBER_NOT_VERIFIED', { ResourceId: mobile }))
    await sandbox.text({ DestinationPhoneNumber: '+32460213922' })
  })

  it('only when it would exceed the monthly spend limit', async () => {
    const { cloud, text } = await startTexting({ spendLimitUsd: 1, spentUsd: 0.7 })
    for (const _ of [1, 2, 3]) await text()
    const error = { name: 'ServiceQuotaExceededException', Reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' }
    await expect(text()).rejects.toMatchObject(error)
    await expect(text({ DryRun: true })).rejects.toMatchObject(error)
    expect(cloud.texts.entries()).toHaveLength(3)
    await cloud.stop()
  })

  it.each<[string, Effect & object, object]>([
    [
      'from an account that AWS disabled',
      { error: 'AccessDeniedException', status: 400, reason: 'ACCOUNT_DISABLED' },
      { name: 'AccessDeniedException', Reason: 'ACCOUNT_DISABLED' },
    ],
    ['by a fault without a reason', { error: 'ThrottlingException', status: 400 }, { name: 'ThrottlingException' }],
  ])('%s', async (_, effect, error) => {
    texting.cloud.faults.add({ service: 'sms-voice', action: 'SendTextMessage', effect, times: 1 })
    await refused(texting, {}, error)
  })
})

describe('A simulator number', () => {
  const from = () => ({ OriginationIdentity: sandbox.cloud.resources['Simulator'] })

  it.each([
    ['success', '+14254147755'],
    ['failure', '+14254147167'],
  ])('can text the number for %s of its country, even in the sandbox', async (_, DestinationPhoneNumber) => {
    expect(await sandbox.text({ ...from(), DestinationPhoneNumber })).not.toBe('')
  })

  it.each([
    ['a number of its country', '+12015550123'],
    ['a destination simulator number of another country', '+447860019066'],
  ])('cannot text %s', async (_, DestinationPhoneNumber) => {
    await refused(sandbox, { ...from(), DestinationPhoneNumber }, invalid('INVALID_IDENTITY_FOR_DESTINATION_COUNTRY'))
  })
})

it('A change of a number is refused if it is unknown, and if it would text abroad without permission of AWS', async () => {
  const update = (changes: object, PhoneNumberId = 'phone-0') =>
    texting.sms.send(new UpdatePhoneNumberCommand({ PhoneNumberId, ...changes }))
  await expect(update({}, 'phone-9')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  const abroad = { InternationalSendingEnabled: true }
  await expect(update(abroad)).rejects.toMatchObject(invalid('INTERNATIONAL_SENDING_NOT_SUPPORTED'))
})

describe('A caller', () => {
  const configurationSet = 'arn:aws:sms-voice:eu-west-3:000000000000:configuration-set/Replies'
  const arn = () => `arn:aws:sms-voice:eu-west-3:000000000000:phone-number/${texting.cloud.resources['Line']}`
  const denied = (resource: string) => ({ name: 'AccessDeniedException', message: expect.stringContaining(resource) })
  const send = (policy: string, OriginationIdentity: string | undefined, ConfigurationSetName?: string) =>
    texting.text({ OriginationIdentity, ConfigurationSetName }, texting.clientOf(policy))

  it.each([
    ['number', () => texting.cloud.boughtNumbers[0]],
    ['id', () => texting.cloud.resources['Line']],
    ['ARN', arn],
  ])('may not send from a number without permission for it, given by its %s', async (_, identity) => {
    expect(await send('TexterWithoutSet', identity())).not.toBe('')
    await expect(send('TexterWithoutNumber', identity())).rejects.toMatchObject(denied(arn()))
  })

  it.each(['Replies', configurationSet])(
    'may not use a configuration set without permission for it: %s',
    async (set) => {
      expect(await send('Texter', arn(), set)).not.toBe('')
      await expect(send('TexterWithoutSet', arn(), set)).rejects.toMatchObject(denied(configurationSet))
    },
  )

  it('does not learn which numbers the account has', async () => {
    await expect(send('Texter', '+32460000009')).rejects.toMatchObject({ name: 'AccessDeniedException' })
  })
})

it.each([
  [
    'lets nobody publish to its topic',
    {
      ReportsPolicy: {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: { Topics: [{ Ref: 'Reports' }], PolicyDocument: { Version: '2012-10-17', Statement: [] } },
      },
    },
    'sns:Publish on arn:aws:sns:eu-west-3:000000000000:Toy-Reports',
  ],
  [
    'has a key that no service may use',
    { Reports: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: 'alias/aws/sns' } } },
    'kms:GenerateDataKey on arn:aws:kms:eu-west-3:000000000000:key/alias/aws/sns',
  ],
])('A template whose event destination %s is refused', async (_, changes, forgotten) => {
  const template = { ...textingTemplate, Resources: { ...textingTemplate.Resources, ...changes } }
  await expect(startTexting({}, template)).rejects.toThrow(
    `End User Messaging can't report to all of Replies: the template doesn't allow ${forgotten}`,
  )
})

describe('A dry run', () => {
  it('neither sends nor bills, and is refused like a text', async () => {
    const { cloud, text } = await startTexting({ spendLimitUsd: 0.1 })
    expect(await text({ DryRun: true, ConfigurationSetName: 'Replies' })).not.toBe('')
    expect(cloud.submitted.entries()).toHaveLength(0)
    expect(cloud.texts.entries()).toHaveLength(0)
    await expect(text({ DryRun: true, OriginationIdentity: 'phone-9' })).rejects.toMatchObject(notFound('phone-number'))
    await text()
    await cloud.stop()
  })
})

describe('Quotas', () => {
  const throttled = { name: 'ThrottlingException', $fault: 'client', $metadata: { httpStatusCode: 400 } }

  /** More calls than even a very slow machine spreads over as many seconds. */
  const many = Array.from({ length: 30 })

  const start = async (requestRates = {}) => {
    const texting = await startTexting({ requestRates })
    onTestFinished(texting.cloud.stop)
    return texting
  }

  it('A dry run counts like a text', async () => {
    const { text } = await start({ SendTextMessage: { perSecond: 0.001, burst: 2 } })
    await text({ DryRun: true })
    await text()
    await expect(text({ DryRun: true })).rejects.toMatchObject(throttled)
  })

  it('By default each action accepts one request a second', async () => {
    const { sms, text } = await start()
    const actions: readonly (() => Promise<unknown>)[] = [
      () => text(),
      () => sms.send(new UpdatePhoneNumberCommand({ PhoneNumberId: 'phone-0', DeletionProtectionEnabled: true })),
      () => sms.send(new DescribePhoneNumbersCommand()),
      () => sms.send(new DescribeConfigurationSetsCommand({ ConfigurationSetNames: ['Replies'] })),
      () => sms.send(new DescribeAccountAttributesCommand()),
      () => sms.send(new DescribeSpendLimitsCommand()),
    ]
    for (const act of actions) {
      const outcomes = await Promise.allSettled(many.map(() => act()))
      expect(outcomes[0]).toMatchObject({ status: 'fulfilled' })
      expect(outcomes).toContainEqual({ status: 'rejected', reason: expect.objectContaining({ name: throttled.name }) })
    }
  })
})
