import {
  DescribePhoneNumbersCommand,
  DescribeSpendLimitsCommand,
  type PinpointSMSVoiceV2Client,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { describe, expect, it } from 'vitest'

import { createClients } from '../../ops/clients.ts'
import { stoppedAfterwards } from '../stand-in.ts'
import { startAnswering } from './machine.ts'

/** A client of End User Messaging whose time passes only while it waits, and the waits that it asked for. */
const startPaced = async () => {
  const endpoint = await stoppedAfterwards(startAnswering(200, 'application/x-amz-json-1.0', '{}'))
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' }
  const waits: number[] = []
  const time = { ms: 0 }
  const { endUserMessaging } = createClients({ region: 'eu-west-3', endpoint, credentials }, undefined, {
    now: () => time.ms,
    wait: async (ms) => {
      waits.push(ms)
      time.ms += ms
    },
  })
  return { client: endUserMessaging, waits, time }
}

const numbers = (client: PinpointSMSVoiceV2Client) => client.send(new DescribePhoneNumbersCommand())
const limits = (client: PinpointSMSVoiceV2Client) => client.send(new DescribeSpendLimitsCommand())

describe('A request to End User Messaging', () => {
  it('waits until 1.1 s after the previous one of the same action', async () => {
    const { client, waits, time } = await startPaced()
    await numbers(client)
    await numbers(client)
    expect(waits).toEqual([1100])
    time.ms += 600
    await numbers(client)
    expect(waits).toEqual([1100, 500])
    time.ms += 1100
    await numbers(client)
    expect(waits).toEqual([1100, 500])
  })

  it('does not wait for another action', async () => {
    const { client, waits } = await startPaced()
    await numbers(client)
    await limits(client)
    expect(waits).toEqual([])
  })

  it('queues behind those that are waiting', async () => {
    const { client, waits } = await startPaced()
    await Promise.all([numbers(client), numbers(client), numbers(client)])
    expect(waits.reduce((sum, ms) => sum + ms)).toBe(2200)
  })
})
