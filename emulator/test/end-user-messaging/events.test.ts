import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { line, mobile, reportingOnly, startTexting, type Texting, textingTemplate } from './texting.ts'

let texting: Texting
beforeAll(async () => {
  texting = await startTexting()
})
afterAll(() => texting.cloud.stop())

const reported = { ConfigurationSetName: 'Replies' }

describe('An accepted message', () => {
  it('is reported to the event destination of its configuration set', async () => {
    const id = await texting.text({
      ...reported,
      MessageBody: 'On se voit ? 👋'.repeat(8),
      Context: { inboundId: 'two' },
    })
    expect(await texting.nextEvent()).toStrictEqual({
      eventType: 'TEXT_DELIVERED',
      eventVersion: '1.0',
      eventTimestamp: expect.any(Number),
      isFinal: true,
      originationPhoneNumber: line,
      destinationPhoneNumber: mobile,
      isoCountryCode: 'BE',
      isInternationalSend: false,
      messageId: id,
      messageRequestTimestamp: expect.any(Number),
      messageEncoding: 'Unicode',
      messageType: 'TRANSACTIONAL',
      messageStatus: 'DELIVERED',
      messageStatusDescription: 'Message has been accepted by phone',
      context: { inboundId: 'two' },
      totalMessageParts: 2,
      totalMessagePrice: 0.2,
      totalCarrierFee: 0,
    })
  })

  it('is reported once, and not at all without a configuration set', async () => {
    await texting.text()
    for (const id of [await texting.text(reported), await texting.text(reported)]) {
      const event = await texting.nextEvent()
      expect(event).toMatchObject({ messageId: id, messageEncoding: 'GSM' })
      expect(event).not.toHaveProperty('context')
    }
  })

  it.each([
    ['success', 'TEXT_SUCCESSFUL', 1],
    ['failure', 'TEXT_UNREACHABLE', 0],
  ] as const)('to a simulator number for %s is reported like that, and has a price', async (end, eventType, seen) => {
    const to = end === 'success' ? '+14254147755' : '+14254147167'
    const OriginationIdentity = texting.cloud.resources['Simulator']
    await texting.text({ ...reported, OriginationIdentity, DestinationPhoneNumber: to })
    const status = eventType.replace('TEXT_', '')
    expect(await texting.nextEvent()).toMatchObject({ eventType, messageStatus: status, totalMessagePrice: 0.1 })
    expect(texting.repliesTo(to)).toHaveLength(seen)
  })

  it('is reported as the test wants, and shown on the phone only if it arrives', async () => {
    const { deliverAs } = texting.cloud.sms
    const [blocked, lost] = ['+32470123461', '+32470123462']
    deliverAs(blocked, 'TEXT_CARRIER_BLOCKED')
    deliverAs(lost, 'nothing')
    await texting.text({ ...reported, DestinationPhoneNumber: lost })
    await texting.text({ ...reported, DestinationPhoneNumber: blocked })
    expect(await texting.nextEvent()).toMatchObject({
      eventType: 'TEXT_CARRIER_BLOCKED',
      destinationPhoneNumber: blocked,
    })
    expect([...texting.repliesTo(blocked), ...texting.repliesTo(lost)]).toHaveLength(0)
    deliverAs(blocked, 'TEXT_DELIVERED')
    await texting.text({ ...reported, DestinationPhoneNumber: blocked })
    expect(await texting.nextEvent()).toMatchObject({ eventType: 'TEXT_DELIVERED' })
  })
})

describe('An event destination', () => {
  it('gets only the event types that it matches', async () => {
    const { cloud, text, nextEvent } = await startTexting({}, reportingOnly('TEXT_BLOCKED', 'TEXT_SPAM'))
    await text(reported)
    cloud.sms.deliverAs(mobile, 'TEXT_SPAM')
    await text(reported)
    expect(await nextEvent()).toMatchObject({ eventType: 'TEXT_SPAM' })
    await cloud.stop()
  })

  const emptyPolicy = { Version: '2012-10-17', Statement: [] }
  it.each([
    [
      'whose topic has no policy for it',
      {
        ReportsPolicy: {
          Type: 'AWS::SNS::TopicPolicy',
          Properties: { Topics: [{ Ref: 'Reports' }], PolicyDocument: emptyPolicy },
        },
      },
      'sns:Publish on arn:aws:sns:eu-west-3:000000000000:Toy-Reports',
    ],
    [
      'whose topic has a policy for another configuration set',
      {
        Replies: {
          ...textingTemplate.Resources.Replies,
          Properties: { ...textingTemplate.Resources.Replies.Properties, ConfigurationSetName: 'Others' },
        },
      },
      'sns:Publish on arn:aws:sns:eu-west-3:000000000000:Toy-Reports',
    ],
    [
      'whose topic is encrypted with an AWS managed key',
      { Reports: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: 'alias/aws/sns' } } },
      'kms:GenerateDataKey on arn:aws:kms:eu-west-3:000000000000:key/alias/aws/sns',
    ],
  ])('%s keeps the template from starting', async (_, changes, forgotten) => {
    const template = { ...textingTemplate, Resources: { ...textingTemplate.Resources, ...changes } }
    await expect(startTexting({}, template)).rejects.toThrow(
      `End User Messaging can't report to all of Replies: the template doesn't allow ${forgotten}`,
    )
  })
})
