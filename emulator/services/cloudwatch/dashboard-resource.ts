import { z } from 'zod'

import type { ResourceType } from '../../template/resource-type.ts'

const properties = z.strictObject({ DashboardBody: z.string() })

export const dashboard: ResourceType<z.infer<typeof properties>> = {
  type: 'AWS::CloudWatch::Dashboard',
  nameProperty: 'DashboardName',
  properties,
  ignored: {},
  // Dashboards are global, so their ARN has no region.
  identify: (name, { accountId }) => {
    const arn = `arn:aws:cloudwatch::${accountId}:dashboard/${name}`
    return { arn, ref: name, attributes: {} }
  },
}
