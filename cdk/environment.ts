import type { Stack } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'

import { policyOf } from '../settings/policy.ts'
import { Refusal } from '../settings/refusal.ts'
import type { Settings } from '../settings/schema.ts'
import type { Policy } from '../shared/rules/policy.ts'
import { metricNamespace, serviceName } from '../shared/rules/telemetry.ts'
import type { Lines } from './lines.ts'

/** Lambda takes 4,096 bytes in all, measured as JSON; the rest is left for everything that is not the policy. */
const mostPolicyBytes = 2900

type EnvironmentProps = {
  readonly stack: Stack
  readonly stage: string
  readonly settings: Settings
  readonly lines: Lines
  readonly table: Table
}

/** What every function reads from its environment. Throws a `Refusal` when Lambda has no room for it. */
export const createEnvironment = ({ stack, stage, settings, lines, table }: EnvironmentProps) => {
  const policy = policyOf(settings, (line) => lines.numberOf(line))
  // A number that is yet to be bought is as long as E.164 allows.
  const longestPolicy = policyOf(settings, ({ number }) => number ?? '+123456789012345')
  checkSize(longestPolicy, stage)
  return {
    POLICY: stack.toJsonString(policy),
    TABLE_NAME: table.tableName,
    POWERTOOLS_SERVICE_NAME: serviceName(stage),
    POWERTOOLS_METRICS_NAMESPACE: metricNamespace,
  }
}

const checkSize = (policy: Policy, stage: string): void => {
  const bytes = Buffer.byteLength(JSON.stringify(JSON.stringify(policy)))
  if (bytes > mostPolicyBytes)
    throw new Refusal(
      `settings/${stage}.json: lines, countries, limits, budgets and texts take ${bytes} bytes of Lambda's environment, but must fit ${mostPolicyBytes}; shorten the longest of them.`,
    )
}
