import { createHash } from 'node:crypto'
import { z } from 'zod'

import type { ResourceType } from '../../template/resource-type.ts'

const urlProperties = z.strictObject({
  TargetFunctionArn: z.string(),
  AuthType: z.literal('NONE'),
  InvokeMode: z.literal('BUFFERED').default('BUFFERED'),
})

/** A URL at which anybody can invoke a function. Here its host is under `localhost`, and its port is that of the AWS endpoint. */
export const functionUrl: ResourceType<z.infer<typeof urlProperties>> = {
  type: 'AWS::Lambda::Url',
  properties: urlProperties,
  ignored: {},
  identify: (name, { region, endpoint }) => {
    const id = createHash('sha256').update(name).digest('hex').slice(0, 32)
    const FunctionUrl = `http://${id}.lambda-url.${region}.localhost:${new URL(endpoint).port}/`
    return { arn: '', ref: name, attributes: { FunctionUrl } }
  },
}

const permissionProperties = z.strictObject({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  FunctionUrlAuthType: z.literal('NONE').optional(),
  InvokedViaFunctionUrl: z.literal(true).optional(),
})

/** A permission in the function's resource-based policy, which lets a principal invoke it. */
export const functionPermission: ResourceType<z.infer<typeof permissionProperties>> = {
  type: 'AWS::Lambda::Permission',
  properties: permissionProperties,
  ignored: {},
  identify: (name) => ({ arn: '', ref: name, attributes: { Id: name } }),
}
