import type { Metric } from '@aws-sdk/client-cloudwatch'
import { carrierSettings } from '../settings/carriers.ts'
import { carriersOf } from '../shared/rules/carriers.ts'
import { metricNames } from '../shared/rules/telemetry.ts'
import type { Operations } from './carrier.ts'
import { countBy, readMetrics, sumOf } from './cloudwatch.ts'
import type { Deployment } from './deployment.ts'

/** What a topic has taken, whether or not anybody has read it. */
export const publishedTo = (topicArn: string): Metric => ({
  Namespace: 'AWS/SNS',
  MetricName: 'NumberOfMessagesPublished',
  Dimensions: [{ Name: 'TopicName', Value: topicArn.split(':').at(-1) ?? '' }],
})

/** The texts that came to the stage's own topic since `from`, decided or not: what it took, less beats. */
export const readTexts = async (deployment: Deployment, from: number, periodMs: number): Promise<number> => {
  const published = publishedTo(deployment.outputs.InboundTopicArn)
  const beats = countBy(deployment, metricNames.beatsHeard)
  const points = await readMetrics(deployment, { published, beats }, from, periodMs)
  return Math.max(0, sumOf(points.published) - sumOf(points.beats))
}

/** All texts that came since `from`, decided or not, and what they cost at list prices, in USD. */
export const readReceived = async (deployment: Deployment, operations: Operations, from: number, periodMs: number) => {
  const texts = readTexts(deployment, from, periodMs)
  const counts = carriersOf(deployment.settings).map(async (carrier) => {
    const { received } = operations[carrier]
    const own = await received?.(deployment, from, periodMs)
    const usd = (own ?? (await texts)) * (carrierSettings[carrier].receivedUsd ?? 0)
    return { own: own ?? 0, usd }
  })
  const all = await Promise.all(counts)
  return {
    texts: all.reduce((sum, { own }) => sum + own, await texts),
    usd: all.reduce((sum, { usd }) => sum + usd, 0),
  }
}
