import { z } from 'zod'

import type { Kind } from '../template/kind.ts'

const properties = z.strictObject({ DashboardBody: z.string() })

export const dashboard: Kind<z.infer<typeof properties>> = {
  type: 'AWS::CloudWatch::Dashboard',
  nameProperty: 'DashboardName',
  properties,
  ignored: {},
  // A dashboard belongs to no region.
  identify: (name, { accountId }) => {
    const arn = `arn:aws:cloudwatch::${accountId}:dashboard/${name}`
    return { arn, ref: name, attributes: {} }
  },
}
