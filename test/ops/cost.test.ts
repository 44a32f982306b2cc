import { CloudWatchClient, type GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { expect, test } from 'vitest'

import type { CommandContext } from '../../ops/command-context.ts'
import { costCommand } from '../../ops/commands/cost.ts'
import { listPrices } from '../../ops/list-prices.ts'
import { operations } from '../../ops/run.ts'
import { deployedAs } from '../carriers/deployed.ts'
import { synthesised } from '../cdk/synthesised.ts'
import { example } from '../settings/checked.ts'

test('cost counts the time of functions with the memory that the template gives them', async () => {
  const functions = Object.values(synthesised().template.findResources('AWS::Lambda::Function'))
  const [gigabytes] = new Set(functions.map(({ Properties }) => Properties.MemorySize / 1024))
  const runMs = 1e9
  const cloudWatch = Object.assign(new CloudWatchClient({ region: 'eu-west-3' }), {
    send: async ({ input: { MetricDataQueries = [] } }: GetMetricDataCommand) => ({
      MetricDataResults: MetricDataQueries.map(({ Id, MetricStat }) => ({
        Id,
        Timestamps: [new Date()],
        Values: [MetricStat?.Metric?.MetricName === 'Duration' ? runMs / functions.length : 0],
      })),
    }),
  })
  const outputs = { TableName: 'table', InboundQueueUrl: '/texts', RepliesQueueUrl: '/replies' }
  const aws = { cloudWatch, dynamodb: { send: async () => ({}) } }
  const { deployment } = deployedAs(example, { outputs: {}, aws, more: { outputs: outputs as never } })
  let reported: unknown
  const context: Partial<CommandContext> = {
    open: async () => deployment,
    report: (found) => {
      reported = found
    },
  }
  await costCommand(context as CommandContext, operations).parseAsync([], { from: 'user' })
  const usd = expect.closeTo((runMs / 1000) * (gigabytes ?? 0) * listPrices.lambdaGigabyteSecond)
  expect(reported).toMatchObject({ estimatedUsd: expect.arrayContaining([{ what: 'Lambda, 0 invocations', usd }]) })
})
