import {
  DescribeConfigurationSetsCommand,
  DescribePhoneNumbersCommand,
  UpdatePhoneNumberCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

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
