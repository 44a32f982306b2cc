import { MathExpression, type MathExpressionProps } from 'aws-cdk-lib/aws-cloudwatch'

import { day } from './metrics.ts'

/** The share of `all` that is not `lost`, or 1 below `least`. Missing data count as zero, and nothing is divided by zero. */
export const share = (all: string, lost: string, least: number): string =>
  `IF(${all} >= ${least}, 1 - FILL(${lost}, 0) / IF(${all} > 0, ${all}, 1), 1)`

/** An expression over the sums of a day. */
export const daily = (
  expression: string,
  usingMetrics: NonNullable<MathExpressionProps['usingMetrics']>,
  label: string,
) => new MathExpression({ expression, usingMetrics, period: day, label })
