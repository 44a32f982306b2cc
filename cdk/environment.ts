import type { Stack } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'

import { configOf } from '../settings/config.ts'
import { Refusal } from '../settings/refusal.ts'
import type { Settings } from '../settings/schema.ts'
import type { Config } from '../shared/rules/config.ts'
import { metricNamespace, serviceName } from '../shared/rules/telemetry.ts'
import type { Lines } from './lines.ts'

/**
 * The most bytes for the config. Lambda allows 4,096 bytes for the whole environment, measured as JSON; the rest
 * is left for the other variables.
 */
const maxConfigBytes = 2900

type EnvironmentProps = {
  readonly stack: Stack
  readonly stage: string
  readonly settings: Settings
  readonly lines: Lines
  readonly table: Table
}

/** The environment variables of every function. Throws a `Refusal` if the config is too long for Lambda. */
export const createEnvironment = ({ stack, stage, settings, lines, table }: EnvironmentProps) => {
  const config = configOf(settings, (line) => lines.numberOf(line))
  // Numbers that are yet to be bought are assumed to be as long as E.164 allows.
  const longestConfig = configOf(settings, ({ number }) => number ?? '+123456789012345')
  checkSize(longestConfig, stage)
  return {
    CONFIG: stack.toJsonString(config),
    TABLE_NAME: table.tableName,
    POWERTOOLS_SERVICE_NAME: serviceName(stage),
    POWERTOOLS_METRICS_NAMESPACE: metricNamespace,
  }
}

const checkSize = (config: Config, stage: string): void => {
  const bytes = Buffer.byteLength(JSON.stringify(JSON.stringify(config)))
  if (bytes > maxConfigBytes)
    throw new Refusal(
      `settings/${stage}.json: lines, countries, limits, budgets and texts take ${bytes} bytes of Lambda's environment, but must fit ${maxConfigBytes}; shorten the longest of them.`,
    )
}
