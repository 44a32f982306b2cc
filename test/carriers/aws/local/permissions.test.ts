import { DescribeConfigurationSetsCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startTexting, type Texting } from './texting.ts'

let texting: Texting
beforeAll(async () => {
  texting = await startTexting()
})
afterAll(() => texting.cloud.stop())

describe('Whoever texts', () => {
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
  ])('must be allowed the phone number, by whatever it is named: its %s', async (_, identity) => {
    expect(await send('TexterWithoutSet', identity())).not.toBe('')
    await expect(send('TexterWithoutNumber', identity())).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`sms-voice:SendTextMessage on resource: ${arn()}`),
    })
  })

  it.each(['Replies', setArn])('must be allowed the configuration set, too, if there is one: %s', async (set) => {
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

  it('learns nothing about numbers that the account does not have', async () => {
    await expect(send('Texter', '+32460000009')).rejects.toMatchObject({ name: 'AccessDeniedException' })
  })
})

it('Whoever may only text may not ask for the configuration sets', async () => {
  const ask = texting.clientOf('Texter').send(new DescribeConfigurationSetsCommand())
  await expect(ask).rejects.toMatchObject({ name: 'AccessDeniedException' })
})
