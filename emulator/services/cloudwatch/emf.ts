import { z } from 'zod'

import type { Metric, RecordMetric } from '../../metric.ts'
import { parseJson } from '../../parse-json.ts'

/**
 * Records the metrics in a log line that is in CloudWatch's embedded metric format (user guide, specification). Other lines are
 * ignored.
 */
export const recordEmf = (line: string, record: RecordMetric): void => {
  // Most lines hold no metrics, so this check avoids parsing them.
  if (!line.includes('"_aws"')) return
  const { data } = blob.safeParse(parseJson(line))
  if (data === undefined) return
  const { _aws: directives, ...members } = data
  for (const { Namespace: namespace, Dimensions, Metrics } of directives.CloudWatchMetrics)
    for (const names of Dimensions)
      for (const { Name: name } of Metrics) {
        const values = numbers.safeParse(members[name])
        const metric: Metric = { namespace, name, dimensions: pick(members, names) }
        if (values.success) record(metric, [values.data].flat(), directives.Timestamp)
      }
}

const blob = z.looseObject({
  _aws: z.object({
    Timestamp: z.number(),
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string() })),
      }),
    ),
  }),
})

const numbers = z.union([z.number(), z.array(z.number())])

const pick = (members: { readonly [name: string]: unknown }, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, String(members[name])]))
