import { createHash } from 'node:crypto'
import { z } from 'zod'
import { CloudError } from '../../cloud-error.ts'
import type { Caller } from '../../endpoint/call.ts'
import { arnOf, identifiedIn, type ResourceType, withoutArn } from '../../template/resource-type.ts'
import type { Stack } from '../../template/stack.ts'
import { assertAllowed, type Permissions } from '../iam/permissions.ts'
import { queue } from '../sqs/sqs.ts'

export const lambdaFunction = {
  type: 'AWS::Lambda::Function',
  nameProperty: 'FunctionName',
  properties: z.strictObject({
    Code: z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }),
    Handler: z.string().regex(/^\w+\.\w+$/, 'must be a file and an export, such as index.handler'),
    Runtime: z.string().startsWith('nodejs'),
    Role: z.string(),
    Timeout: z.number().default(3),
    MemorySize: z.number().default(128),
    Environment: z.strictObject({ Variables: z.record(z.string(), z.string()).default({}) }).default({ Variables: {} }),
    /** Nothing is encrypted in memory, but who may not use the key is not shown the variables. */
    KmsKeyArn: z.string().optional(),
    /** Only shown: there is no account whose other functions it would bound. */
    ReservedConcurrentExecutions: z.int().min(0).optional(),
    LoggingConfig: z.strictObject({ LogFormat: z.literal('JSON'), LogGroup: z.string() }).optional(),
  }),
  ignored: {
    Architectures: 'this machine has the one it has',
    RecursiveLoop: 'Lambda alone watches for loops',
  },
  identify: identifiedIn('lambda', 'function:'),
} satisfies ResourceType<unknown>

export type FunctionProperties = z.infer<typeof lambdaFunction.properties>

export const eventSourceMapping = {
  type: 'AWS::Lambda::EventSourceMapping',
  properties: z.strictObject({
    EventSourceArn: z.string(),
    FunctionName: z.string(),
    BatchSize: z.number().max(10).default(10),
    FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).max(1).default([]),
    // Without a maximum, Lambda begins with five batches at a time (developer guide, scaling of SQS mappings).
    ScalingConfig: z.strictObject({ MaximumConcurrency: z.number().min(2) }).default({ MaximumConcurrency: 5 }),
  }),
  identify: (name, place) => {
    const arn = arnOf('lambda', place, `event-source-mapping:${name}`)
    return { arn, ref: name, attributes: { Id: name, EventSourceMappingArn: arn } }
  },
} satisfies ResourceType<unknown>

export type MappingProperties = z.infer<typeof eventSourceMapping.properties>

/** A URL at which anybody can invoke a function. Its host is under `localhost`, at the port of the endpoint. */
export const functionUrl = {
  type: 'AWS::Lambda::Url',
  properties: z.strictObject({
    TargetFunctionArn: z.string(),
    AuthType: z.literal('NONE'),
    InvokeMode: z.literal('BUFFERED').default('BUFFERED'),
  }),
  identify: (name, { region, endpoint }) => {
    const id = createHash('sha256').update(name).digest('hex').slice(0, 32)
    const FunctionUrl = `http://${id}.lambda-url.${region}.localhost:${new URL(endpoint).port}/`
    return { arn: '', ref: name, attributes: { FunctionUrl } }
  },
} satisfies ResourceType<unknown>

/** A permission in the function's resource-based policy, which lets a principal invoke it. */
export const functionPermission = {
  type: 'AWS::Lambda::Permission',
  properties: z.strictObject({
    Action: z.string(),
    FunctionName: z.string(),
    Principal: z.string(),
    FunctionUrlAuthType: z.literal('NONE').optional(),
    InvokedViaFunctionUrl: z.literal(true).optional(),
  }),
  identify: withoutArn,
} satisfies ResourceType<unknown>

/** How Lambda repeats asynchronous invocations of a function. */
export const eventInvokeConfig = {
  type: 'AWS::Lambda::EventInvokeConfig',
  properties: z.strictObject({
    FunctionName: z.string(),
    Qualifier: z.literal('$LATEST'),
    MaximumRetryAttempts: z.int().min(0).max(2).default(2),
  }),
  ignored: { MaximumEventAgeInSeconds: 'how long an event waits for a function that is throttled, which none is here' },
  identify: withoutArn,
} satisfies ResourceType<unknown>

/** Throws a `CloudError` for a mapping whose role can't poll, or whose queue hides messages for too short a time. */
export const checkEventSources = async (stack: Stack, permissions: Permissions): Promise<void> => {
  for (const { logicalId, properties } of stack.all(eventSourceMapping)) {
    const target = stack.all(lambdaFunction).find(({ ref }) => ref === properties.FunctionName)
    const source = stack.all(queue).find(({ arn }) => arn === properties.EventSourceArn)
    if (target === undefined || source === undefined)
      throw new CloudError(`${logicalId} lacks its function or its queue.`)
    const caller: Caller = { kind: 'function', functionName: target.ref, roleArn: target.properties.Role }
    for (const action of ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'])
      await assertAllowed(permissions, `Lambda can't poll for ${logicalId}`, caller, { action, resource: source.arn })
    const [hidden, timeout] = [source.properties.VisibilityTimeout, target.properties.Timeout]
    if (hidden < timeout)
      throw new CloudError(
        `${logicalId} can't work: its queue hides messages for ${hidden} s, but its function may take ${timeout} s.`,
      )
  }
}

/** All may call a function URL only by both permissions, since October 2025 (developer guide, access control). */
export const checkUrls = (stack: Stack): void => {
  for (const { logicalId, properties } of stack.all(functionUrl)) {
    const target = stack.all(lambdaFunction).find(({ arn }) => arn === properties.TargetFunctionArn)
    if (target === undefined) throw new CloudError(`${logicalId} lacks its function.`)
    const allowed = stack
      .all(functionPermission)
      .filter(({ properties: { FunctionName } }) => [target.arn, target.ref].includes(FunctionName))
      .flatMap(({ properties: { Action, Principal } }) => (Principal === '*' ? Action : []))
    for (const action of ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'])
      if (!allowed.includes(action))
        throw new CloudError(
          `Nobody can call ${logicalId}: the template doesn't allow ${action} on ${target.arn} to all.`,
        )
  }
}
