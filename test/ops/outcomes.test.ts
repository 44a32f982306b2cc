import { CloudWatchClient, type GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { expect, test } from 'vitest'

import type { Deployment } from '../../ops/deployment.ts'
import { readReports } from '../../ops/outcomes.ts'
import { noteDelivery } from '../../shared/note-delivery.ts'
import type { CarrierName } from '../../shared/rules/carriers.ts'

test('replies of which another carrier has no news don’t count as reported and billed by AWS', async () => {
  const counts = new Map<string, number>()
  const telemetry = {
    count: (metric: string, value = 1) => void counts.set(metric, (counts.get(metric) ?? 0) + value),
    log: () => {},
  }
  const claims = { report: async () => true }
  const report = { inboundId: 'id', status: 'unreported', costUsd: 0 } as const
  for (const carrier of ['aws', 'ovh', 'ovh'] satisfies CarrierName[])
    await noteDelivery({ claims, telemetry, newToken: () => 'token' }, carrier, report)
  const cloudWatch = Object.assign(new CloudWatchClient({ region: 'eu-west-3' }), {
    send: async ({ input: { MetricDataQueries = [] } }: GetMetricDataCommand) => ({
      MetricDataResults: MetricDataQueries.map(({ Id, MetricStat }) => ({
        Id,
        Timestamps: [new Date()],
        Values: [counts.get(MetricStat?.Metric?.MetricName ?? '') ?? 0],
      })),
    }),
  })
  const deployment = { stackName: 'AntiRelou-example', aws: { cloudWatch }, now: Date.now } as unknown as Deployment
  expect(await readReports(deployment)).toMatchObject({ unreportedToday: 3, billedThisMonth: 1 })
})
