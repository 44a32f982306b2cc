import type { Template } from 'aws-cdk-lib/assertions'
import { z } from 'zod'

/** Prices of a month (price pages of KMS, Secrets Manager and CloudWatch). The first ten metrics that alarms watch are free. */
const keyUsd = 1
const secretUsd = 0.4
export const watchedUsd = 0.1
const freeWatched = 10

/** An alarm watches either one metric, or all metrics of its expressions. */
const alarm = z.object({
  Properties: z.object({
    MetricName: z.string().optional(),
    Metrics: z.array(z.object({ MetricStat: z.unknown().optional() })).default([]),
  }),
})

/** How many metrics the alarms of a stack watch. */
export const watchedBy = (template: Template): number =>
  Object.values(template.findResources('AWS::CloudWatch::Alarm'))
    .map((resource) => alarm.parse(resource).Properties)
    .flatMap(({ MetricName, Metrics }) => (MetricName === undefined ? Metrics : [{ MetricStat: MetricName }]))
    .filter(({ MetricStat }) => MetricStat !== undefined).length

const countIn = (template: Template, type: string): number => Object.keys(template.findResources(type)).length

/** What a stack costs a month however few texts come, in USD. */
export const fixedUsd = (template: Template) => ({
  key: countIn(template, 'AWS::KMS::Key') * keyUsd,
  secrets: countIn(template, 'AWS::SecretsManager::Secret') * secretUsd,
  alarms: (watchedBy(template) - freeWatched) * watchedUsd,
})

const mapping = z.object({ Properties: z.object({ ScalingConfig: z.object({ MaximumConcurrency: z.number() }) }) })

/**
 * How often Lambda polls the queues of a stack in a month of 730 hours without messages, if each request waits for the 20 seconds that SQS
 * allows. A mapping with a maximum concurrency polls five times at once; without one, Lambda may go down to two (developer guide,
 * services-sqs-scaling).
 */
export const pollsOf = (template: Template): number =>
  Object.values(template.findResources('AWS::Lambda::EventSourceMapping'))
    .map((resource) => (mapping.safeParse(resource).success ? 5 : 2))
    .reduce((polls, atOnce) => polls + (atOnce * 730 * 3600) / 20, 0)
