import { globSync, readFileSync } from 'node:fs'
import { CloudWatchClient, type GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { expect, test } from 'vitest'
import type { Deployment } from '../../ops/deployment.ts'
import { readRefusals } from '../../ops/outcomes.ts'
import { operations } from '../../ops/run.ts'
import { minute } from '../../shared/rules/timing.ts'
import { withEveryCarrier } from '../cdk/monitored.ts'

type Example = {
  /** When metrics were counted, in minutes before 18:05. */
  readonly minutesAgo: { readonly [metric: string]: readonly number[] }
  /** The line that the log has; left out if the log may not be read. */
  readonly logged?: object
  /** What status tells of refusals. */
  readonly status: object
}

/** Refusals that any carrier may have, and those of one. */
const examples: Readonly<Record<string, Example>> = Object.assign(
  {},
  ...globSync('{test/ops,carriers/*/test}/examples/refusals.json').map((file) =>
    JSON.parse(readFileSync(file, 'utf8')),
  ),
)

const now = Date.parse('2026-11-24T18:05:00Z')

/** What status tells of refusals, and how it has searched the log. */
const read = async ({ minutesAgo, logged }: Omit<Example, 'status'>) => {
  const searches: unknown[] = []
  const client = { region: 'eu-west-3' }
  const cloudWatch = Object.assign(new CloudWatchClient(client), {
    send: async ({ input: { MetricDataQueries = [] } }: GetMetricDataCommand) => ({
      MetricDataResults: MetricDataQueries.map(({ Id, MetricStat }) => {
        const ago = minutesAgo[MetricStat?.Metric?.MetricName ?? ''] ?? []
        const Timestamps = ago.map((minutes) => new Date(now - minutes * minute))
        return { Id, Timestamps, Values: ago.map(() => 1) }
      }),
    }),
  })
  const logs = Object.assign(new CloudWatchLogsClient(client), {
    send: async ({ input }: { readonly input: unknown }) => {
      searches.push(input)
      if (logged === undefined) throw Object.assign(new Error('no'), { name: 'AccessDeniedException' })
      return { events: [{ timestamp: now, message: JSON.stringify(logged) }] }
    },
  })
  const outputs = { SendReplyLogGroupName: 'send-reply' }
  const stack = { settings: withEveryCarrier({}), stackName: 'AntiRelou-prod' }
  const deployment = { ...stack, aws: { cloudWatch, logs }, outputs, now: () => now }
  return { searches, status: await readRefusals(deployment as unknown as Deployment, operations, 'en') }
}

test('status searches no log if nothing was refused', async () => {
  const minutesAgo = { 'RepliesSubmitted.aws': [3] }
  expect(await read({ minutesAgo })).toEqual({ searches: [], status: { refused: false } })
})

test.each(Object.entries(examples))('status tells in one search of %s', async (_, { status, ...given }) => {
  const search = expect.objectContaining({ startTime: now - 5 * minute, filterPattern: '"reason"' })
  expect(await read(given)).toEqual({ searches: [search], status })
})
