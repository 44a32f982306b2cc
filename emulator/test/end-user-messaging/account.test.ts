import {
  DescribeConfigurationSetsCommand,
  DescribePhoneNumbersCommand,
  UpdatePhoneNumberCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createSpending } from '../../services/end-user-messaging/account.ts'
import { textEventTypes } from '../../services/end-user-messaging/reports.ts'
import { line, startTexting, type Texting } from './texting.ts'

let texting: Texting
beforeAll(async () => {
  texting = await startTexting({ twoWayTopicArn: undefined, deletionProtection: false })
})
afterAll(() => texting.cloud.stop())

describe('Configuration sets', () => {
  const ask = async (...names: readonly string[]) =>
    (await texting.sms.send(new DescribeConfigurationSetsCommand({ ConfigurationSetNames: [...names] })))
      .ConfigurationSets

  it('are described as deployed', async () => {
    const common = {
      MatchingEventTypes: [...textEventTypes],
      SnsDestination: { TopicArn: 'arn:aws:sns:eu-west-3:000000000000:Toy-Reports' },
    }
    expect(await ask('Replies')).toStrictEqual([
      {
        ConfigurationSetArn: 'arn:aws:sms-voice:eu-west-3:000000000000:configuration-set/Replies',
        ConfigurationSetName: 'Replies',
        EventDestinations: [
          { EventDestinationName: 'all', Enabled: true, ...common },
          { EventDestinationName: 'off', Enabled: false, ...common },
        ],
        CreatedTimestamp: expect.any(Date),
      },
    ])
  })

  it('with an unknown name are not found', async () => {
    await expect(ask('Others')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      ResourceType: 'configuration-set',
      ResourceId: 'Others',
    })
  })
})

describe('Phone numbers', () => {
  const described = async () => (await texting.sms.send(new DescribePhoneNumbersCommand())).PhoneNumbers
  const update = (changes: object, PhoneNumberId = 'phone-0') =>
    texting.sms.send(new UpdatePhoneNumberCommand({ PhoneNumberId, ...changes }))

  it('are those that the template buys, and those of the account', async () => {
    expect(await described()).toMatchObject([
      { IsoCountryCode: 'BE', NumberType: 'LONG_CODE', TwoWayEnabled: true, SelfManagedOptOutsEnabled: true },
      { IsoCountryCode: 'US', NumberType: 'SIMULATOR', TwoWayEnabled: false, SelfManagedOptOutsEnabled: false },
      { IsoCountryCode: 'BE', PhoneNumber: line, TwoWayEnabled: false, Status: 'ACTIVE' },
    ])
  })

  it('can text other countries only if AWS allows it to the account', async () => {
    await expect(update({ InternationalSendingEnabled: true })).rejects.toMatchObject({
      name: 'ValidationException',
      Reason: 'INTERNATIONAL_SENDING_NOT_SUPPORTED',
    })
    const abroad = await startTexting({ internationalSending: true })
    const text = () => abroad.text({ DestinationPhoneNumber: '+33612345678', ConfigurationSetName: 'Replies' })
    await expect(text()).rejects.toMatchObject({ Reason: 'INVALID_IDENTITY_FOR_DESTINATION_COUNTRY' })
    await abroad.sms.send(new UpdatePhoneNumberCommand({ PhoneNumberId: 'phone-0', InternationalSendingEnabled: true }))
    await text()
    expect(await abroad.nextEvent()).toMatchObject({ isInternationalSend: true, isoCountryCode: 'FR' })
    await abroad.cloud.stop()
  })

  it('with an unknown id are not found, and invalid changes are refused', async () => {
    await expect(update({}, 'phone-9')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    await expect(update({ TwoWayEnabled: 'yes' })).rejects.toMatchObject({ Reason: 'INVALID_PARAMETER' })
  })
})

it('Spending starts at zero each month', () => {
  let now = Date.parse('2026-11-30T23:59:00Z')
  const { add, soFar } = createSpending(0.5, () => now)
  add(0.25)
  expect(soFar()).toBe(0.75)
  now = Date.parse('2026-12-01T00:00:00Z')
  expect(soFar()).toBe(0)
  add(0.25)
  expect(soFar()).toBe(0.25)
})

describe('Policies', () => {
  let texting: Texting
  beforeAll(async () => {
    texting = await startTexting()
  })
  afterAll(() => texting.cloud.stop())

  describe('A caller that sends a text', () => {
    const number = () => texting.cloud.boughtNumbers[0]
    const idOf = () => texting.cloud.resources['Line']
    const arn = () => `arn:aws:sms-voice:eu-west-3:000000000000:phone-number/${idOf()}`
    const setArn = 'arn:aws:sms-voice:eu-west-3:000000000000:configuration-set/Replies'
    const send = (policy: string, OriginationIdentity: string | undefined, ConfigurationSetName?: string) =>
      texting.text({ OriginationIdentity, ConfigurationSetName }, texting.clientOf(policy))

    it.each([
      ['number', number],
      ['id', idOf],
      ['ARN', arn],
    ])('needs permission for the phone number, which is given by its %s', async (_, identity) => {
      expect(await send('TexterWithoutSet', identity())).not.toBe('')
      await expect(send('TexterWithoutNumber', identity())).rejects.toMatchObject({
        name: 'AccessDeniedException',
        message: expect.stringContaining(`sms-voice:SendTextMessage on resource: ${arn()}`),
      })
    })

    it.each(['Replies', setArn])('needs permission for the configuration set, if one is given: %s', async (set) => {
      expect(await send('Texter', number(), set)).not.toBe('')
      for (const [policy, resource] of [
        ['TexterWithoutSet', setArn],
        ['TexterWithoutNumber', arn()],
      ] as const)
        await expect(send(policy, number(), set)).rejects.toMatchObject({
          name: 'AccessDeniedException',
          message: expect.stringContaining(resource),
        })
    })

    it('does not learn which numbers the account has', async () => {
      await expect(send('Texter', '+32460000009')).rejects.toMatchObject({ name: 'AccessDeniedException' })
    })
  })

  describe('A caller that describes resources', () => {
    const numbers = (policy: string) => texting.clientOf(policy).send(new DescribePhoneNumbersCommand())
    const sets = (policy: string, ...names: readonly string[]) =>
      texting.clientOf(policy).send(new DescribeConfigurationSetsCommand({ ConfigurationSetNames: [...names] }))

    it('needs permission on * to ask for all phone numbers', async () => {
      await expect(numbers('Looker')).resolves.toMatchObject({ PhoneNumbers: expect.any(Array) })
      await expect(numbers('LookerByArn')).rejects.toMatchObject({
        name: 'AccessDeniedException',
        message: expect.stringContaining('sms-voice:DescribePhoneNumbers on resource: * '),
      })
    })

    it('needs permission on each configuration set that it names', async () => {
      for (const policy of ['Looker', 'LookerByArn'])
        await expect(sets(policy, 'Replies')).resolves.toMatchObject({ ConfigurationSets: [{}] })
      await expect(sets('LookerByArn', 'Replies', 'Others')).rejects.toMatchObject({
        name: 'AccessDeniedException',
        message: expect.stringContaining(':configuration-set/Others '),
      })
    })
  })
})
