import { globSync, readFileSync } from 'node:fs'
import { CloudWatchClient, type GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { expect, test } from 'vitest'
import { deployedAs } from '../../carriers/test/deployed.ts'
import type { CommandContext } from '../../ops/command-context.ts'
import { logsCommand } from '../../ops/commands/logs.ts'
import { statusCommand } from '../../ops/commands/status.ts'
import type { Deployment } from '../../ops/deployment.ts'
import { countQueuedBeats, readHeartbeat } from '../../ops/objections.ts'
import { readRefusals } from '../../ops/outcomes.ts'
import { operations } from '../../ops/run.ts'
import { readQueued } from '../../ops/sending.ts'
import { minute } from '../../shared/rules/timing.ts'
import { withEveryCarrier } from '../cdk/monitored.ts'
import { example } from '../settings/checked.ts'

/** The last so many half hours, in minutes before the evening, oldest first. */
const hoursAgo = (hours: number) => Array.from({ length: hours }, (_, i) => 35 + 60 * (hours - 1 - i))

/** Refusals that any carrier may have, and those of one. */
const examples: Readonly<Record<string, Example>> = Object.assign(
  {},
  ...globSync('{test/ops,carriers/*/test}/examples/refusals.json').map((file) =>
    JSON.parse(readFileSync(file, 'utf8')),
  ),
)

test('status searches no log if nothing was refused', async () => {
  const minutesAgo = { 'RepliesSubmitted.aws': [3] }
  expect(await read({ minutesAgo })).toEqual({ searches: [], status: { refused: false } })
})

test.each(Object.entries(examples))('status tells in one search of %s', async (_, { status, ...given }) => {
  const search = expect.objectContaining({ startTime: evening - 5 * minute, filterPattern: '"reason"' })
  expect(await read(given)).toEqual({ searches: [search], status })
})

test.each([
  [175, true],
  [185, false],
])('status knows for three hours that a line can’t send: %i minutes ago, %s', async (minutes, refused) => {
  expect(await read({ minutesAgo: { 'LineRefused.aws': [minutes] } })).toMatchObject({ status: { refused } })
})

test('of a stage that is silent, status tells the last objection since its last beat', async () => {
  const logged = ['THROTTLED', 'ACCOUNT_DISABLED'].map((reason) => ({ line: 1, carrier: 'aws', reason }))
  const { searches, deployment } = stageWith({ minutesAgo: { Heartbeats: [140], BeatsHeard: [140, 80, 20] }, logged })
  const { objection } = await readHeartbeat(deployment, operations)
  expect(objection?.reason).toBe('ACCOUNT_DISABLED')
  expect(searches).toEqual([expect.objectContaining({ startTime: evening - 140 * minute })])
})

const ofAPause = { Heartbeats: [35 + 72 * 60], BeatsHeard: hoursAgo(73) }

test.each<[string, object, boolean, number]>([
  ['those of each line in the hours of a pause', ofAPause, true, 72 * example.lines.length],
  ['none of past hours without a pause, and one at least of this hour', ofAPause, false, 1],
  ['none of an hour that is over', { Heartbeats: [], BeatsHeard: [65] }, false, 0],
  ['none if the last came through', { Heartbeats: hoursAgo(3), BeatsHeard: hoursAgo(3) }, true, 0],
])('the beats that are queued are %s', async (_, minutesAgo, paused, beats) => {
  const { deployment } = stageWith({ minutesAgo: minutesAgo as Given['minutesAgo'] })
  expect(await countQueuedBeats(deployment, paused)).toBe(beats)
})

test('of what is in the queue of replies, hidden or not, all but beats are replies', async () => {
  const { deployment } = stageWith({
    minutesAgo: { Heartbeats: [], BeatsHeard: [35] },
    queued: { visible: 2, hidden: 10 },
  })
  expect(await readQueued(deployment)).toMatchObject({ repliesQueued: 11 })
})

test.each<[string, 'mute' | 'well', readonly number[], readonly number[]]>([
  ['three replies are due for longer than any is delayed, and none was sent since', 'mute', [360, 300, 240], [7 * 60]],
  ['three in three days', 'mute', [52, 28, 4].map((hours) => 60 * hours), []],
  ['two are', 'well', [360, 300], [7 * 60]],
  ['the last of them may still be delayed', 'well', [3 * 60, 2 * 60, 60], [7 * 60]],
  ['one was sent after them', 'well', [360, 300, 240], [60]],
])('status says of a stage of which %s: %s', async (_, state, RepliesBooked, RepliesSubmitted) => {
  const minutesAgo = { RepliesBooked, RepliesSubmitted, Heartbeats: [35] }
  expect(await statusOf({ minutesAgo })).toMatchObject([{ state }])
})

test('status counts the texts of an hour and of a day, what they cost, and why some get no reply', async () => {
  const [now, before] = [3, 100]
  const minutesAgo = {
    ...{ NumberOfMessagesPublished: [now, now, now, before, before], BeatsHeard: [now] },
    ...{ TextsReceived: [now, now, before, before], 'TextsSilenced.siege': [now, before] },
    ...{ 'TextsSilenced.over-budget': [now], 'TextsSilenced.asks-again': [now, now, before] },
    ...{ 'TextsSilenced.unknown-line': [now, before], TextsRefused: [now, before], RepliesBooked: [now] },
  }
  const refusedBecause = { 'unknown-line': 2, 'own-line': 0, 'not-a-mobile': 0, country: 0, stale: 0 }
  const lastDay = { turnedAway: 2, overBudget: 1, askedAgain: 3, booked: 1, refused: 2, refusedBecause }
  const received = { lastHourUsd: expect.closeTo(2 * 0.0075), lastDayUsd: expect.closeTo(4 * 0.0075) }
  expect(await statusOf({ minutesAgo })).toMatchObject([{ textsLastHour: 2, textsLastDay: 4, lastDay, received }])
})

test('logs shows of replies only those that were lost, if asked to, with the reason', async () => {
  const settled = ['sent', 'failed', 'expired', 'uncertain', 'cancelled'].map((outcome) => ({
    ...{ message: 'reply settled', inboundId: 'id', outcome, reason: `why ${outcome}` },
  }))
  const { deployment } = stageWith({ minutesAgo: {}, logged: [...settled, { message: 'reply delayed' }] })
  const reported: (readonly { readonly line: string }[])[] = []
  const context = {
    open: async () => ({ ...deployment, settings: example }),
    report: (found: never) => reported.push(found),
  }
  await logsCommand(context as unknown as CommandContext, operations).parseAsync(['--lost'], { from: 'user' })
  const reasons = reported.flat().map(({ line }) => JSON.parse(line).reason)
  expect([...new Set(reasons)]).toEqual(['why failed', 'why expired', 'why uncertain'])
})

type Example = {
  /** When metrics were counted, in minutes before now. */
  readonly minutesAgo: { readonly [metric: string]: readonly number[] }
  /** The lines that the log has; left out if the log may not be read. */
  readonly logged?: object
  /** What status tells of refusals. */
  readonly status: object
}

const evening = Date.parse('2026-11-24T18:05:00Z')

type Given = Omit<Example, 'status'> & {
  readonly now?: number
  readonly queued?: { readonly visible: number; readonly hidden: number }
}

/** A stage of which AWS has this, and how its log was searched. */
const stageWith = ({ minutesAgo, logged, now = evening, queued }: Given) => {
  const searches: unknown[] = []
  const client = { region: 'eu-west-3' }
  const cloudWatch = Object.assign(new CloudWatchClient(client), {
    send: async ({ input: { MetricDataQueries = [], StartTime } }: GetMetricDataCommand) => ({
      MetricDataResults: MetricDataQueries?.map(({ Id, MetricStat }) => {
        const ago = minutesAgo[MetricStat?.Metric?.MetricName ?? ''] ?? []
        const times = ago.map((minutes) => new Date(now - minutes * minute))
        const Timestamps = times.filter((time) => time >= (StartTime ?? time))
        return { Id, Timestamps, Values: Timestamps.map(() => 1) }
      }),
    }),
  })
  const logs = Object.assign(new CloudWatchLogsClient(client), {
    send: async ({ input }: { readonly input: unknown }) => {
      searches.push(input)
      if (logged === undefined) throw Object.assign(new Error('no'), { name: 'AccessDeniedException' })
      return { events: [logged].flat().map((one, i) => ({ timestamp: now + i, message: JSON.stringify(one) })) }
    },
  })
  const Attributes = queued && {
    ApproximateNumberOfMessages: String(queued.visible),
    ApproximateNumberOfMessagesNotVisible: String(queued.hidden),
  }
  const others = {
    ...{ dynamodb: { send: async () => ({}) }, sqs: { send: async () => ({ Attributes }) } },
    cloudWatch,
    logs,
  }
  const { deployment } = deployedAs(
    { ...withEveryCarrier({}), alertEmails: [] },
    {
      outputs: { SendReplySourceId: 'source' },
      aws: { ...others, lambda: { send: async () => ({ State: 'Enabled' }) } },
      more: {
        ...{ now: () => now, deployedAt: 0, stackName: 'AntiRelou-prod', lineNumbers: [''] },
        outputs: {
          SendReplyLogGroupName: 'send-reply',
          InboundTopicArn: 'arn:aws:sns:eu-west-3:0:topic',
        } as Deployment['outputs'],
      },
    },
  )
  return { searches, deployment }
}

/** What status reports. */
const statusOf = async (given: Given) => {
  const reported: object[] = []
  const open = async () => stageWith(given).deployment
  const context = { open, report: (status: object) => reported.push(status) }
  await statusCommand(context as unknown as CommandContext, operations).parseAsync([], { from: 'user' })
  return reported
}

/** What status tells of refusals, and how it has searched the log. */
const read = async (given: Given) => {
  const { searches, deployment } = stageWith(given)
  const { lastRefusal, ...status } = await readRefusals(deployment, operations)
  return {
    searches,
    status: { ...status, ...(lastRefusal && { lastRefusal: { ...lastRefusal, say: lastRefusal.say.en } }) },
  }
}
