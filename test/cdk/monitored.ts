import { z } from 'zod'

import { alarm, dashboard } from '../../emulator/index.ts'
import type { Settings } from '../../settings/schema.ts'
import { readMonitored } from './synthesised.ts'

/** The alarms of a stage, and the widgets of its dashboard. */
export const monitoringOf = (settings?: Settings) => {
  const stack = readMonitored(settings)
  return {
    alarms: stack.all(alarm).map(({ ref, properties }) => ({ name: ref, ...properties })),
    widgets: stack
      .all(dashboard)
      .flatMap(({ properties }) => bodySchema.parse(JSON.parse(properties.DashboardBody)).widgets),
  }
}

const bodySchema = z.object({
  widgets: z.array(
    z.object({
      type: z.enum(['text', 'alarm', 'metric']),
      properties: z.object({
        title: z.string().optional(),
        markdown: z.string().optional(),
        metrics: z
          .array(z.array(z.union([z.string(), z.looseObject({ expression: z.string().optional() })])))
          .default([]),
        annotations: z.object({ horizontal: z.array(z.object({ value: z.number() })) }).optional(),
      }),
    }),
  ),
})

type Widgets = ReturnType<typeof monitoringOf>['widgets']

/** The metrics and expressions that widgets draw. */
export const linesOf = (some: Widgets = []) => some.flatMap(({ properties }) => properties.metrics)

export const metricsOf = (some: ReturnType<typeof linesOf>): ReadonlySet<string> => {
  const metrics = some.map((line) => line.filter((part) => typeof part === 'string').join(' '))
  return new Set(metrics.filter((metric) => metric !== ''))
}
