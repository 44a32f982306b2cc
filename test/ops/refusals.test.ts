import { CloudWatchClient, type GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { describe, expect, test } from 'vitest'

import type { Deployment } from '../../ops/deployment.ts'
import { readRefusals } from '../../ops/outcomes.ts'
import { lineRefusedBy, repliesRefusedBy, submittedTo } from '../../shared/rules/telemetry.ts'
import { minute } from '../../shared/rules/timing.ts'
import { withEveryCarrier } from '../cdk/monitored.ts'

const settings = withEveryCarrier({})
const now = Date.parse('2026-11-24T18:05:00Z')
/** When something was counted, in minutes ago. */
type Ago = readonly number[]

const refused = { message: 'line refused', inboundId: 'a', budget: 'default', reason: 'NO_ANSWER' }

/** What status reads of a stage whose metrics have counted this, and whose log has this line, or can't be read. */
const read = async (counted: { readonly [metric: string]: Ago }, log: object | Error = refused) => {
  const searches: unknown[] = []
  const client = { region: 'eu-west-3' }
  const cloudWatch = Object.assign(new CloudWatchClient(client), {
    send: async ({ input: { MetricDataQueries = [] } }: GetMetricDataCommand) => ({
      MetricDataResults: MetricDataQueries.map(({ Id, MetricStat }) => {
        const ago = counted[MetricStat?.Metric?.MetricName ?? ''] ?? []
        const Timestamps = ago.map((minutes) => new Date(now - minutes * minute))
        return { Id, Timestamps, Values: ago.map(() => 1) }
      }),
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
    expect(await read({ [submittedTo('aws')]: [3] })).toEqual({ searches: [], refused: false })
  })

  test('tells in one search why a reply was last refused, and that none was accepted since', async () => {
    const { searches, ...found } = await read({ [lineRefusedBy('aws')]: [20, 4], [submittedTo('aws')]: [5] })
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
    ['a reply was accepted since', { [lineRefusedBy('aws')]: [4], [submittedTo('aws')]: [3] }],
    ['only a destination may be', { [repliesRefusedBy('aws')]: [4] }],
  ])('does not call a line refused if %s', async (_, counted) => {
    expect(await read(counted)).toMatchObject({ refused: false, lastRefusal: { at: '2026-11-24T18:01:00.000Z' } })
  })

  test('calls a line refused though a line of another carrier accepts', async () => {
    expect(await read({ [lineRefusedBy('ovh')]: [4], [submittedTo('aws')]: [3] })).toMatchObject({ refused: true })
  })

  test('names a phone that is off', async () => {
    const offline = { ...refused, message: 'phone offline', reason: 'PHONE_OFFLINE' }
    expect(await read({ PhoneOffline: [4], [submittedTo('httpsms')]: [5] }, offline)).toMatchObject({
      refused: true,
      lastRefusal: { reason: 'PHONE_OFFLINE', say: expect.stringMatching(/^its phone does not report/) },
    })
  })

  test('says that the reason was not read if the log may not be', async () => {
    const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' })
    expect(await read({ [lineRefusedBy('aws')]: [4] }, denied)).toMatchObject({
      refused: true,
      lastRefusal: { at: '2026-11-24T18:01:00.000Z', say: 'the reason was not read from the log' },
    })
  })
})
