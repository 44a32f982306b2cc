import { type MetricAlarm, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch'

import type { Place } from './deployment.ts'

/** Reads the stage's alarms, whose names begin with the name of the stack. */
export const readAlarms = async ({
  aws,
  stackName,
}: Pick<Place, 'aws' | 'stackName'>): Promise<readonly MetricAlarm[]> => {
  const found: MetricAlarm[] = []
  const pages = paginateDescribeAlarms({ client: aws.cloudWatch }, { AlarmNamePrefix: `${stackName}-` })
  for await (const { MetricAlarms = [] } of pages) found.push(...MetricAlarms)
  return found
}
