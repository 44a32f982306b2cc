import {
  DescribeAccountAttributesCommand,
  DescribeConfigurationSetsCommand,
  DescribePhoneNumbersCommand,
  DescribeSpendLimitsCommand,
  UpdatePhoneNumberCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { expect, it, onTestFinished } from 'vitest'

import { startTexting } from './texting.ts'

const throttled = { name: 'ThrottlingException', $fault: 'client', $metadata: { httpStatusCode: 400 } }

/** More calls than even a very slow machine spreads over as many seconds. */
const many = Array.from({ length: 30 })

const start = async (requestRates = {}) => {
  const texting = await startTexting({ requestRates })
  onTestFinished(texting.cloud.stop)
  return texting
}

it('A text too early is refused as throttled, and neither sent nor billed', async () => {
  const { text, cloud } = await start({ SendTextMessage: { perSecond: 0.001, burst: 1 } })
  await text()
  await expect(text()).rejects.toMatchObject({ ...throttled, message: 'Rate exceeded' })
  expect(cloud.submitted.entries()).toHaveLength(1)
  expect(cloud.texts.entries()).toHaveLength(1)
})

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
