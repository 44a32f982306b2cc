import type { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { expect, test } from 'vitest'
import { cloudWatchWith, deployedAs } from '../../carriers/test/deployed.ts'
import type { CommandContext } from '../../ops/command-context.ts'
import { costCommand } from '../../ops/commands/cost.ts'
import type { Deployment } from '../../ops/deployment.ts'
import { readReports } from '../../ops/outcomes.ts'
import { operations } from '../../ops/run.ts'
import { noteDelivery } from '../../shared/note-delivery.ts'
import { carrierNames, carriers } from '../../shared/rules/carriers.ts'
import { day } from '../../shared/rules/timing.ts'
import { example } from '../settings/checked.ts'

test('cost says at which prices it estimates texts, and of which day they are', async () => {
  const aws = { cloudWatch: cloudWatchWith(() => 0), dynamodb: { send: async () => ({}) } }
  const outputs = { TableName: 'table', InboundTopicArn: 'arn:topic' }
  const { deployment } = deployedAs(example, { outputs: {}, aws, more: { outputs: outputs as never } })
  let printed = ''
  const context: Partial<CommandContext> = {
    open: async () => deployment,
    report: (found, print) => {
      printed = JSON.stringify(print(found))
    },
  }
  await costCommand(context as CommandContext, operations).parseAsync([], { from: 'user' })
  expect(printed).toMatch(/at 0\.08 USD a part, the most that settings allow; .* at AWS's price of 2026-\d\d-\d\d/)
})

test('replies of which another carrier has no news don’t count as reported and billed by AWS', async () => {
  const counts = new Map<string, number>()
  const telemetry = {
    count: (metric: string, value = 1) => void counts.set(metric, (counts.get(metric) ?? 0) + value),
    log: () => {},
  }
  const claims = { report: async () => true }
  const report = { inboundId: 'id', status: 'unreported', costUsd: 0 } as const
  const others = carrierNames.filter((name) => !carriers[name].billsParts)
  for (const carrier of ['aws', ...others] as const)
    await noteDelivery({ claims, telemetry, newToken: () => 'token' }, carrier, report)
  const cloudWatch = cloudWatchWith((metric) => counts.get(metric) ?? 0)
  const deployment = { stackName: 'AntiRelou-example', aws: { cloudWatch }, now: Date.now } as unknown as Deployment
  expect(await readReports(deployment)).toMatchObject({ unreportedLately: carrierNames.length, billedThisMonth: 1 })
})

test('reports of three days are told beside what this month is billed for, also in its first hours', async () => {
  const now = Date.parse('2026-12-01T09:00:00Z')
  const cloudWatch = Object.assign(
    cloudWatchWith(() => 0),
    {
      send: async ({ input: { MetricDataQueries = [] } }: GetMetricDataCommand) => ({
        MetricDataResults: MetricDataQueries.map(({ Id }) => ({
          Id,
          Timestamps: [4, 2, 0].map((days) => new Date(now - days * day)),
          Values: [100, 10, 1],
        })),
      }),
    },
  )
  const deployment = { stackName: 'AntiRelou-example', aws: { cloudWatch }, now: () => now } as unknown as Deployment
  expect(await readReports(deployment)).toMatchObject({
    undeliveredLatelyBecause: { blocked: 11 },
    costThisMonthUsd: 1,
  })
})
