import { z } from 'zod'

import { arnOf, type ResourceType } from '../../template/resource-type.ts'

export const logGroup: ResourceType<object> = {
  type: 'AWS::Logs::LogGroup',
  nameProperty: 'LogGroupName',
  properties: z.strictObject({}),
  ignored: {
    KmsKeyId: 'nothing is encrypted in memory',
    RetentionInDays: 'state lives in memory',
  },
  // In CloudFormation, the ARN of a log group ends with `:*`, which stands for its streams.
  identify: (name, place) => {
    const arn = arnOf('logs', place, `log-group:${name}:*`)
    return { arn, ref: name, attributes: { Arn: arn } }
  },
}
