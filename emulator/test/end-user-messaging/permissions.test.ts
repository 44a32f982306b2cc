import { DescribeConfigurationSetsCommand, DescribePhoneNumbersCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startTexting, type Texting } from './texting.ts'

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
