import { MathExpression, type MathExpressionProps } from 'aws-cdk-lib/aws-cloudwatch'

import { day } from './metrics.ts'

/**
 * A metric-math expression for the share of `all` that is not `lost`, or 1 if `all` is below `least`. Missing data count as zero,
 * and nothing is divided by zero.
 */
export const share = (all: string, lost: string, least: number): string =>
  `IF(${all} >= ${least}, 1 - FILL(${lost}, 0) / IF(${all} > 0, ${all}, 1), 1)`

/** A metric-math expression over daily sums. */
export const daily = (
  expression: string,
  usingMetrics: NonNullable<MathExpressionProps['usingMetrics']>,
  label: string,
) => new MathExpression({ expression, usingMetrics, period: day, label })
