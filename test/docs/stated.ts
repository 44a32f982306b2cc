import { readFileSync } from 'node:fs'
import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { Template } from 'aws-cdk-lib/assertions'
import { z } from 'zod'
import { day } from '../../shared/rules/timing.ts'
import type { DynamoTable } from '../../shared/stores/dynamodb/table.ts'
import { withoutHash } from '../cdk/synthesised.ts'

/** Rows about what only some carriers have are marked like this. */
const ofCarrier = /\| (?:only|seulement) \*[^*]+\*/

/** The days stated on the page, by place, such as `claim#…`: in rows about every stage, or about some carriers. */
export const statedIn = (page: string, of: 'every stage' | 'carriers'): { readonly [place: string]: number } => {
  const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), 'utf8')
  const rows = text.matchAll(/^\| (`[^|]+`) \| [^|]+ \| (\d+) (?:days?|jours?)[^|]*\|$/gm)
  const wanted = [...rows].filter(([row]) => ofCarrier.test(row) === (of === 'carriers'))
  return Object.fromEntries(wanted.map(([, place = '', days]) => [place.replaceAll('`', ''), Number(days)]))
}

/** The days for which the queues and the log groups of a stack keep data, by logical id. */
export const retentionOf = (stack: Template): readonly (readonly [string, number])[] => [
  ...daysOf('AWS::SQS::Queue', 'MessageRetentionPeriod', day / 1000, stack),
  ...daysOf('AWS::Logs::LogGroup', 'RetentionInDays', 1, stack),
]

const daysOf = (type: string, property: string, unitsPerDay: number, stack: Template) =>
  Object.entries(stack.findResources(type)).map(([id, resource]): [string, number] => {
    const properties = z.object({ Properties: z.looseObject({ [property]: z.number() }) }).parse(resource).Properties
    return [withoutHash(id), Number(properties[property]) / unitsPerDay]
  })

export const noon = Date.UTC(2026, 10, 24, 12)

/** The days after noon at which an item expires that a store writes. */
export const expiryIn = async (write: (table: DynamoTable) => Promise<unknown>): Promise<number> => {
  const expiries: number[] = []
  const note = (expiresAt: AttributeValue | undefined) => expiries.push(Number(expiresAt?.N)) > 0
  await write({
    get: async () => undefined,
    put: async ({ expiresAt }) => note(expiresAt),
    update: async (_, { ExpressionAttributeValues: values }) => note(values?.[':expiresAt']),
    updateOrTell: async (_, { ExpressionAttributeValues: its }) => ({ updated: note(its?.[':expiresAt']), item: {} }),
    delete: async () => {},
  })
  return ((expiries[0] ?? Number.NaN) * 1000 - noon) / day
}

/** Prices of a month (price pages of KMS, Secrets Manager, CloudWatch). Ten watched metrics are free. */
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

/** Polls of a month without messages, each of 20 s: five at once, or two (Developer Guide, services-sqs-scaling). */
export const pollsOf = (template: Template): number =>
  Object.values(template.findResources('AWS::Lambda::EventSourceMapping'))
    .map((resource) => (mapping.safeParse(resource).success ? 5 : 2))
    .reduce((polls, atOnce) => polls + (atOnce * 730 * 3600) / 20, 0)
