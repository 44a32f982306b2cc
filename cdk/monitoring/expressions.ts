import type { Stack } from 'aws-cdk-lib'
import { CfnAlarm, CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch'

import { metricFunctions } from './metric-functions.ts'

/** An error message for each metric-math function that a dashboard or an alarm of the stack uses and that is not in `metricFunctions`. */
export const foreignFunctions = (stack: Stack): string[] =>
  stack.node
    .findAll()
    .flatMap((construct) => {
      if (construct instanceof CfnAlarm) return expressionsIn(stack.resolve(construct.metrics))
      if (construct instanceof CfnDashboard) return expressionsIn(parseBody(stack.resolve(construct.dashboardBody)))
      return []
    })
    .flatMap((expression) =>
      functionsOf(expression)
        .filter((name) => !known.has(name))
        .map((name) => `The metric math "${expression}" uses ${name}, but must do with ${metricFunctions.join(', ')}.`),
    )

const known: ReadonlySet<string> = new Set(metricFunctions)

const functionsOf = (expression: string): readonly string[] =>
  [...expression.matchAll(/([A-Za-z_]\w*)\s*\(/g)].map(([, name = '']) => name)

/** Parses the body of a dashboard: JSON that is split into pieces where it refers to other resources. */
const parseBody = (body: unknown): unknown => {
  const text = JSON.stringify(body, (key, value: unknown) => (key === 'Fn::Join' ? joined(value) : value))
  const parsed: unknown = JSON.parse(text)
  const json = typeof parsed === 'object' && parsed !== null ? Object.values(parsed)[0] : parsed
  return JSON.parse(String(json))
}

const joined = (join: unknown): string => {
  const pieces: unknown = Array.isArray(join) ? join[1] : []
  return Array.isArray(pieces) ? pieces.filter((piece) => typeof piece === 'string').join('') : ''
}

const expressionsIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(expressionsIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'expression' && typeof inner === 'string' ? [inner] : expressionsIn(inner),
  )
}
