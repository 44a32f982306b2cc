import type { Stack } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'

import { configOf } from '../settings/config.ts'
import { Refusal } from '../settings/refusal.ts'
import type { Settings } from '../settings/schema.ts'
import type { Config } from '../shared/rules/config.ts'
import { metricNamespace, serviceName } from '../shared/rules/telemetry.ts'
import type { Lines } from './lines.ts'

/** Lambda takes 4,096 bytes in all, measured as JSON; the rest is left for everything that is not the config. */
const maxConfigBytes = 2900

type EnvironmentProps = {
  readonly stack: Stack
  readonly stage: string
  readonly settings: Settings
  readonly lines: Lines
  readonly table: Table
}

/** What every function reads from its environment. Throws a `Refusal` when Lambda has no room for it. */
export const createEnvironment = ({ stack, stage, settings, lines, table }: EnvironmentProps) => {
  const config = configOf(settings, (line) => lines.numberOf(line))
  // A number that is yet to be bought is as long as E.164 allows.
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
