import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { describe, expect, test } from 'vitest'

import type { Deployment } from '../../ops/deployment.ts'
import { readRefusals } from '../../ops/outcomes.ts'
import { minute } from '../../shared/rules/timing.ts'
import { withEveryCarrier } from '../cdk/monitored.ts'

const settings = withEveryCarrier({})
const now = Date.parse('2026-11-24T18:05:00Z')
/** When something was counted, in minutes ago. */
type Ago = readonly number[]

const refused = { message: 'line refused', inboundId: 'a', budget: 'default', reason: 'NO_ANSWER' }

/** What status reads of a stage that has counted this, and whose log has this line, or can't be read. */
const read = async (counted: { readonly [metric: string]: Ago }, log: object | Error = refused) => {
  const searches: unknown[] = []
  const client = { region: 'eu-west-3' }
  const cloudWatch = Object.assign(new CloudWatchClient(client), {
    send: async () => ({
      MetricDataResults: Object.entries(counted).map(([Id, ago]) => ({
        Id,
        Timestamps: ago.map((minutes) => new Date(now - minutes * minute)),
        Values: ago.map(() => 1),
      })),
    }),
  })
  const logs = Object.assign(new CloudWatchLogsClient(client), {
    send: async ({ input }: { readonly input: unknown }) => {
      searches.push(input)
      if (log instanceof Error) throw log
      return { events: [{ timestamp: now, message: JSON.stringify(log) }] }
    },
  })
  const outputs = { SendReplyLogGroupName: 'send-reply' }
  const deployment = { aws: { cloudWatch, logs }, outputs, settings, stackName: 'AntiRelou-prod', now: () => now }
  return { searches, ...(await readRefusals(deployment as unknown as Deployment)) }
}

describe('status', () => {
  test('searches no log if nothing was refused', async () => {
    expect(await read({ accepted_aws: [3] })).toEqual({ searches: [], refused: false })
  })

  test('tells in one search why a reply was last refused, and that none was accepted since', async () => {
    const { searches, ...found } = await read({ line_aws: [20, 4], accepted_aws: [5] })
    expect(found).toEqual({
      refused: true,
      lastRefusal: {
        at: '2026-11-24T18:01:00.000Z',
        budget: 'default',
        reason: 'NO_ANSWER',
        say: expect.stringMatching(/^nobody answers at the carrier/),
      },
    })
    expect(searches).toEqual([expect.objectContaining({ startTime: now - 5 * minute, filterPattern: '"reason"' })])
  })

  test.each([
    ['a reply was accepted since', { line_aws: [4], accepted_aws: [3] }],
    ['only a destination may be', { others_aws: [4] }],
  ])('does not call a line refused if %s', async (_, counted) => {
    expect(await read(counted)).toMatchObject({ refused: false, lastRefusal: { at: '2026-11-24T18:01:00.000Z' } })
  })

  test('calls a line refused though a line of another carrier accepts', async () => {
    expect(await read({ line_ovh: [4], accepted_aws: [3] })).toMatchObject({ refused: true })
  })

  test('names a phone that is off', async () => {
    const offline = { ...refused, message: 'phone offline', reason: 'PHONE_OFFLINE' }
    expect(await read({ notReady_httpsms: [4], accepted_httpsms: [5] }, offline)).toMatchObject({
      refused: true,
      lastRefusal: { reason: 'PHONE_OFFLINE', say: expect.stringMatching(/^its phone does not report/) },
    })
  })

  test('does not say that the log was not read if no reply was refused, since only httpSMS told that a phone is off', async () => {
    expect(await read({ notReady_httpsms: [4] }, { message: 'reply settled', reason: 'other' })).toMatchObject({
      refused: true,
      lastRefusal: { say: 'the log tells no reason: see doctor' },
    })
  })

  test('says that the reason was not read if the log may not be', async () => {
    const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' })
    expect(await read({ line_aws: [4] }, denied)).toMatchObject({
      refused: true,
      lastRefusal: { at: '2026-11-24T18:01:00.000Z', say: 'the reason was not read from the log' },
    })
  })
})
