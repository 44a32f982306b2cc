import { readFileSync } from 'node:fs'
import { CloudWatchClient, type GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { deployedAs } from '../../carriers/test/deployed.ts'
import type { CommandContext } from '../../ops/command-context.ts'
import { reportCommand } from '../../ops/commands/report.ts'
import type { Month } from '../../ops/report/month.ts'
import { operations } from '../../ops/run.ts'
import type { Settings } from '../../settings/schema.ts'
import { withEveryCarrier } from '../cdk/monitored.ts'

/** What CloudWatch has of each metric: the hour, such as 11-14T21, and the value. */
export type Counts = { readonly [metric: string]: readonly (readonly [hour: string, value: number])[] }

type Given = { readonly now?: string; readonly settings?: Partial<Settings>; readonly stage?: string }

/** Reports a month, as the command line does. Returns what programs are told, and the page. */
export const reported = async (month: string | undefined, counts: Counts, given: Given = {}) => {
  const { now = '2026-12-06T11:20:00Z', settings = {}, stage = 'reported' } = given
  const { deployment } = deployedAs(
    { ...withEveryCarrier({}), ...settings },
    {
      outputs: {},
      aws: { cloudWatch: cloudWatchOf(counts) },
      more: { stage, now: () => Date.parse(now), outputs: { InboundTopicArn: 'arn:topic' } as never },
    },
  )
  let found: (Month & { readonly file: string }) | undefined
  const context = {
    open: async () => deployment,
    report: (told: Month & { readonly file: string }) => {
      found = told
    },
  }
  const typed = month === undefined ? [] : [month]
  await reportCommand(context as unknown as CommandContext, operations).parseAsync(typed, { from: 'user' })
  if (found === undefined) throw new Error('Nothing was reported')
  return { month: found, page: readFileSync(found.file, 'utf8') }
}

const cloudWatchOf = (counts: Counts) =>
  Object.assign(new CloudWatchClient({ region: 'eu-west-3' }), {
    send: async ({ input: { MetricDataQueries = [], StartTime, EndTime } }: GetMetricDataCommand) => ({
      MetricDataResults: MetricDataQueries.map(({ Id, MetricStat }) => {
        const points = (counts[MetricStat?.Metric?.MetricName ?? ''] ?? [])
          .map(([hour, value]) => ({ time: new Date(`${hour.length < 13 ? `2026-${hour}` : hour}:00Z`), value }))
          .filter(({ time }) => time >= (StartTime ?? time) && EndTime !== undefined && time < EndTime)
        return { Id, Timestamps: points.map(({ time }) => time), Values: points.map(({ value }) => value) }
      }),
    }),
  })

/** A month with a siege in two nights, three hours in which nobody was answered, and 40 people who were. */
export const besieged: Counts = {
  TextsReceived: [
    ['10-20T10', 5],
    ['11-03T18', 12],
    ['11-14T21', 2400],
    ['11-15T03', 2410],
    ['11-22T20', 61],
  ],
  RepliesSubmitted: [
    ['10-20T11', 4],
    ['11-03T19', 9],
    ['11-14T22', 20],
    ['11-22T21', 28],
  ],
  'RepliesSubmitted.aws': [['11-22T21', 28]],
  'RepliesSubmitted.ovh': [['11-14T22', 20]],
  FirstReplies: [
    ['11-03T19', 5],
    ['11-22T21', 35],
  ],
  SecondReplies: [
    ['11-03T19', 2],
    ['11-22T21', 5],
  ],
  OptOuts: [['11-23T08', 3]],
  'TextsSilenced.siege': [
    ['11-14T21', 2380],
    ['11-15T03', 2390],
    ['11-22T20', 33],
  ],
  'TextsSilenced.over-budget': [['11-15T03', 7]],
  SmsCostUsd: [['11-22T22', 2.1]],
  NumberOfMessagesPublished: [['11-14T00', 4883]],
  AnswerDelay: [
    ['11-03T19', 50 * 60_000],
    ['11-14T22', 61 * 60_000],
    ['11-22T21', 72 * 60_000],
  ],
  ...beating(['11-10T02', '11-10T03'], ['11-10T04']),
}

/** Beats of each hour since the 20th of October, but for those in which none was heard, or none came through. */
function beating(deaf: readonly string[], mute: readonly string[]): Counts {
  const start = Date.parse('2026-10-20T10:00Z')
  const hours = Array.from({ length: 24 * 50 }, (_, i) => new Date(start + i * 3_600_000).toISOString().slice(5, 13))
  const heard = hours.filter((hour) => !deaf.includes(hour))
  const through = heard.filter((hour) => !mute.includes(hour))
  return { BeatsHeard: heard.map((hour) => [hour, 1]), Heartbeats: through.map((hour) => [hour, 1]) }
}
