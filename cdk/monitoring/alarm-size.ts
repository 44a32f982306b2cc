import type { Stack } from 'aws-cdk-lib'
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch'

import { Refusal } from '../../settings/refusal.ts'

/** How many expressions an alarm may have (CloudWatch API reference, MetricDataQuery). It may have as many metrics, which CDK counts. */
const most = 10

/** Throws a `Refusal` if an alarm of the stack is larger than CloudWatch allows, which AWS would say only in the middle of a deployment. */
export const refuseLargeAlarms = (stack: Stack): void => {
  for (const alarm of stack.node.findAll().filter((construct) => construct instanceof CfnAlarm)) {
    const queries: readonly CfnAlarm.MetricDataQueryProperty[] = stack.resolve(alarm.metrics) ?? []
    const expressions = queries.filter(({ expression }) => expression !== undefined).length
    if (expressions > most)
      throw new Refusal(
        `The alarm ${alarm.alarmName} would have ${expressions} expressions, but CloudWatch allows ${most}: deploy some of the stage's lines as another stage.`,
      )
  }
}
